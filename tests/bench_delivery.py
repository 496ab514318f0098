"""What the site gives as it is served, beside nginx with the same bytes as files: `make bench`.

Prints requests a second on one core: nginx, a held page, a held page that the client has,
and the same page made anew each time; what a half as fast as nginx would be is `ratio` 0.5.
Then the memory of the processes, the time to start, and what a second process of Django
brings. Takes about two minutes; nginx and wrk have to be installed.
"""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.browser.pages import PAGES
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = ("nginx", "wrk", "taskset")
SECONDS = 2
CONNECTIONS = 32
# The server on one core, what asks it on another.
SERVER_CORE, CLIENT_CORE = "0", "1"
MEASURED = [name for name in PAGES if "search" not in name and name != "page not found"]
NEVER_HELD = "unknown"  # a parameter that no page knows
BROWSER = {
    "Accept-Encoding": "gzip, deflate, br",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Language": "fr-FR,fr;q=0.9,en;q=0.8",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Sec-Fetch-Mode": "navigate",
    "Upgrade-Insecure-Requests": "1",
}
NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; keepalive_requests 10000000;
    default_type "text/html; charset=utf-8";
    server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


@dataclass(frozen=True)
class Load:
    """What wrk has counted: requests a second, and milliseconds that half of them and 99 of 100 took at most."""

    rate: float
    p50: float
    p99: float


def main():
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        print(f"Delivery was not measured: {' and '.join(missing)} not found. On Debian: apt install nginx-light wrk")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("Loading the content ...")
        run(folder, "prepare")
        with served(folder) as site:
            print_pages(site, folder)
            print_memory(site)
        for processes in (1, 2):
            print_processes(folder, processes)


# The pages


def print_pages(site, folder):
    """Print a line for each page type."""
    print(f"\n{'':24}{'':>7}{'nginx':>10}{'held':>10}{'':>7}{'':>13}{'304':>9}{'made anew':>11}{'':>15}")
    print(
        f"{'page':24}{'bytes':>7}{'req/s':>10}{'req/s':>10}{'ratio':>7}{'p50/p99 ms':>13}{'req/s':>9}"
        f"{'req/s':>11}{'p50/p99 ms':>15}"
    )
    ratios = []
    with nginx(folder) as nginx_port:
        for number, name in enumerate(MEASURED):
            answer = ask(site.port, PAGES[name])
            (folder / "files" / str(number)).write_bytes(answer.body)
            as_file = load(nginx_port, f"/{number}")
            held = load(site.port, PAGES[name])
            unchanged = load(site.port, PAGES[name], **{"If-None-Match": answer.tag})
            anew = load(site.port, with_parameter(PAGES[name]), connections=4)
            ratios.append(held.rate / as_file.rate)
            print(
                f"{name:24}{len(answer.body):7}{as_file.rate:10.0f}{held.rate:10.0f}{ratios[-1]:7.2f}"
                f"{held.p50:7.2f}/{held.p99:5.2f}{unchanged.rate:9.0f}{anew.rate:11.0f}{anew.p50:9.1f}/{anew.p99:5.1f}"
            )
    print(f"Held pages: {min(ratios):.2f} to {max(ratios):.2f} of nginx; the figure to hold is 0.5.")


def with_parameter(address):
    return f"{address}{'&' if '?' in address else '?'}{NEVER_HELD}=1"


def load(port, address, connections=CONNECTIONS, **headers):
    """Return what wrk counts for an address that is asked for as a browser asks."""
    fields = [part for name, value in {**BROWSER, **headers}.items() for part in ("--header", f"{name}: {value}")]
    command = ["taskset", "--cpu-list", CLIENT_CORE, "wrk", "--threads", "1", "--latency", *fields]
    command += ["--connections", str(connections), "--duration", f"{SECONDS}s", f"http://127.0.0.1:{port}{address}"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx or 3xx" in said:
        raise SystemExit(f"{address} was answered with errors:\n{said}")
    return Load(
        float(re.search(r"Requests/sec: +([\d.]+)", said)[1]),
        *(milliseconds(re.search(rf"{percent}% +([\d.]+)(us|ms|s)", said)) for percent in (50, 99)),
    )


def milliseconds(match):
    return float(match[1]) * {"us": 0.001, "ms": 1, "s": 1000}[match[2]]


# Memory, start, processes


def print_memory(site):
    """Print what each process needs after the load."""
    print("\nMemory after the load, MB resident:")
    for pid, name in site.processes():
        print(f"  {name:24}{resident(pid):6.0f}")


def print_processes(folder, processes):
    """Print the time to start, and what processes of Django bring, on all cores."""
    started = time.perf_counter()
    with served(folder, WEB_PROCESSES=str(processes), pinned=False) as site:
        seconds = time.perf_counter() - started
        at_rest = sum(resident(pid) for pid, _name in site.processes())
        anew = load(site.port, with_parameter("/meetings/"), connections=8)
        print(
            f"\n{processes} of Django: answers after {seconds:.1f} s; {at_rest:.0f} MB at rest in all; "
            f"meeting list made anew {anew.rate:.0f}/s, p50 {anew.p50:.1f} ms"
        )


def resident(pid):
    """Return the resident memory of a process in MB, as Linux tells it (proc(5))."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


# Servers


@dataclass(frozen=True)
class Served:
    """A site that runs."""

    port: int
    pid: int

    def processes(self):
        """Return the number and the name of each process of the site."""
        return [(pid, name_of(pid)) for pid in descendants(self.pid)]


@contextlib.contextmanager
def served(folder, pinned=True, **variables):
    """Run the site as `make run` does, its web server and front on one core where `pinned`."""
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=environment(folder, PORT=str(port), **variables),
        stdout=subprocess.DEVNULL,
        process_group=0,
    ) as process:
        try:
            wait_for(port)
            site = Served(port, process.pid)
            if pinned:
                for pid, _name in site.processes():
                    pin(pid)
            yield site
        finally:
            process.terminate()


def pin(pid):
    """Let a process run on the core of servers only."""
    command = ["taskset", "--all-tasks", "--cpu-list", "--pid", SERVER_CORE, str(pid)]
    subprocess.run(command, check=True, capture_output=True)


@contextlib.contextmanager
def nginx(folder):
    """Run nginx with one worker on the same core."""
    port = free_port()
    (folder / "files").mkdir(mode=0o755)
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    command = ["taskset", "--cpu-list", SERVER_CORE, "nginx", "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: is_taken(port))
            yield port
        finally:
            process.terminate()


def environment(folder, **variables):
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "mme_site.settings.dev", "DATA_DIR": str(folder), **variables}


def run(folder, command):
    subprocess.run(
        [sys.executable, "manage.py", command], cwd=ROOT, env=environment(folder), check=True, capture_output=True
    )


@dataclass(frozen=True)
class Answer:
    """The bytes of a page as they go over the wire, and its entity tag."""

    body: bytes
    tag: str


def ask(port, address):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{address}", headers=BROWSER)
    with urllib.request.urlopen(request) as response:
        return Answer(response.read(), response.headers["ETag"])


def wait_for(port):
    """Return when the site answers."""

    def answers():
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live").status == 200

    wait_until(answers)


def wait_until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit("A server did not start.")
        time.sleep(0.05)


def is_taken(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def descendants(pid):
    """Return a process and all that it has started, as Linux tells them (proc(5))."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(below for child in children for below in descendants(int(child)))]


def name_of(pid):
    """Return what a process of the site is."""
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    if "granian" in words:
        return "Django"
    return words[next(place for place, word in enumerate(words) if word.endswith("manage.py")) + 1]


if __name__ == "__main__":
    main()
