"""What the site gives as it is served, beside nginx with the same bytes as files: `make bench`.

Prints requests a second on all cores with eight connections, and microseconds of processor time
for each: of nginx, of a kept page, of the same with a tracking parameter and of one that the
client has; then the same page made anew each time. `ratio` and `cpu` are shares of nginx in the
same run; to hold are 0.5 and 0.35. Then memory, the time to start, and what a second process
brings. Takes about three minutes; nginx and wrk have to be installed.
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
from tests.delivery.served.raw_clients import megabytes
from tests.helpers.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("nginx", "wrk")
SECONDS = 2
CONNECTIONS = 8
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
MEASURED = [name for name in PAGES if "search" not in name and name != "page not found"]
NEVER_KEPT = "unknown"  # a parameter that no page knows
BROWSER = {
    "Accept-Encoding": "gzip, deflate, br",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Language": "fr-FR,fr;q=0.9,en;q=0.8",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Sec-Fetch-Mode": "navigate",
    "Upgrade-Insecure-Requests": "1",
}
NGINX = """
worker_processes auto; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; keepalive_requests 10000000;
    default_type "text/html; charset=utf-8";
    server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


@dataclass(frozen=True)
class Load:
    """What was counted: requests a second, microseconds of the server for each, and milliseconds that half took."""

    rate: float
    microseconds: float
    p50: float


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
    print(f"\n{'':24}{'':>7}{'nginx':>16}{'kept':>16}{'':>14}{'tracked':>9}{'304':>9}{'made anew':>11}")
    print(
        f"{'page':24}{'bytes':>7}{'req/s':>10}{'us':>6}{'req/s':>10}{'us':>6}{'ratio':>7}{'cpu':>7}{'req/s':>9}"
        f"{'req/s':>9}{'req/s':>11}"
    )
    ratios, shares = [], []
    server = site.web_server
    with nginx(folder) as (nginx_port, nginx_pid):
        for number, name in enumerate(MEASURED):
            address = PAGES[name]
            answer = ask(site.port, address)
            ask(site.port, address)
            (folder / "files" / str(number)).write_bytes(answer.body)
            as_file = load(nginx_port, f"/{number}", nginx_pid)
            kept = load(site.port, address, server)
            tracked = load(site.port, with_parameter(address, "utm_source"), server)
            unchanged = load(site.port, address, server, **{"If-None-Match": answer.tag})
            anew = load(site.port, with_parameter(address, NEVER_KEPT), server, connections=4)
            ratios.append(kept.rate / as_file.rate)
            shares.append(as_file.microseconds / kept.microseconds)
            print(
                f"{name:24}{len(answer.body):7}{as_file.rate:10.0f}{as_file.microseconds:6.0f}{kept.rate:10.0f}"
                f"{kept.microseconds:6.0f}{ratios[-1]:7.2f}{shares[-1]:7.2f}{tracked.rate:9.0f}{unchanged.rate:9.0f}"
                f"{anew.rate:11.0f}"
            )
    print(f"Kept pages: {min(ratios):.2f} to {max(ratios):.2f} of nginx in requests a second; to hold is 0.5.")
    print(f"By processor time: {min(shares):.2f} to {max(shares):.2f}; to hold is 0.35.")


def with_parameter(address, name):
    return f"{address}{'&' if '?' in address else '?'}{name}=1"


def load(port, address, pid, connections=CONNECTIONS, **headers):
    """Return what wrk counts for an address that is asked for as a browser asks, and what it cost this server."""
    fields = [part for name, value in {**BROWSER, **headers}.items() for part in ("--header", f"{name}: {value}")]
    command = ["wrk", "--threads", "1", "--latency", *fields]
    command += ["--connections", str(connections), "--duration", f"{SECONDS}s", f"http://127.0.0.1:{port}{address}"]
    before = processor_seconds(pid)
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    spent = processor_seconds(pid) - before
    if "Non-2xx or 3xx" in said:
        raise SystemExit(f"{address} was answered with errors:\n{said}")
    return Load(
        float(re.search(r"Requests/sec: +([\d.]+)", said)[1]),
        1_000_000 * spent / int(re.search(r"(\d+) requests in", said)[1]),
        milliseconds(re.search(r"50% +([\d.]+)(us|ms|s)", said)),
    )


def processor_seconds(pid):
    """Return what a server and all that it has started have worked, as Linux tells it (proc(5))."""
    fields = [Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in descendants(pid)]
    return sum(int(number) for field in fields for number in field[11:13]) / CLOCK_TICKS


def milliseconds(match):
    return float(match[1]) * {"us": 0.001, "ms": 1, "s": 1000}[match[2]]


# Memory, start, processes


def print_memory(site):
    """Print what each process needs after the load."""
    print("\nMemory after the load, MB resident:")
    for pid, name in site.processes():
        print(f"  {name:24}{megabytes(pid):6.0f}")


def print_processes(folder, processes):
    """Print the time to start, and what processes of Django bring, on all cores."""
    started = time.perf_counter()
    with served(folder, WEB_PROCESSES=str(processes)) as site:
        seconds = time.perf_counter() - started
        at_rest = sum(megabytes(pid) for pid, _name in site.processes())
        anew = load(site.port, with_parameter("/meetings/", NEVER_KEPT), site.pid, connections=8)
        print(
            f"\n{processes} of Django: answers after {seconds:.1f} s; {at_rest:.0f} MB at rest in all; "
            f"meeting list made anew {anew.rate:.0f}/s, p50 {anew.p50:.1f} ms"
        )


# Servers


@dataclass(frozen=True)
class Served:
    """A site that runs."""

    port: int
    pid: int

    @property
    def web_server(self):
        """The number of the web server, whose cost is counted; the publisher and the worker have their own."""
        return next(pid for pid, name in self.processes() if name == "web server")

    def processes(self):
        """Return the number and the name of each process of the site."""
        return [(pid, name_of(pid)) for pid in descendants(self.pid)]


@contextlib.contextmanager
def served(folder, **variables):
    """Run the site as `make run` does."""
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
            yield Served(port, process.pid)
        finally:
            process.terminate()


@contextlib.contextmanager
def nginx(folder):
    """Run nginx with a worker for each core."""
    port = free_port()
    (folder / "files").mkdir(mode=0o755)
    folder.chmod(0o755)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    command = ["nginx", "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: is_taken(port))
            yield port, process.pid
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
    if "mme_site.delivery.web_server" in words:
        return "web server"
    return words[next(place for place, word in enumerate(words) if word.endswith("manage.py")) + 1]


if __name__ == "__main__":
    main()
