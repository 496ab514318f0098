"""What other programs read of a large site, and what it costs to tell them: `make bench`.

A site with so many documents, and a tenth of as many meetings, on SQLite; two sizes, so that it is seen what grows.
Each form is asked for through the page cache, in a process of its own that has answered others before. Prints its
database queries, its bytes, its seconds by the clock and of processor time, and by how many MB the memory of the
process rose (VmHWM). The site as files is written of smaller sites: each page takes as long as a visitor's.
"""

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db.backends.signals import connection_created

SIZES = (10_000, 100_000)  # documents
EXPORTED = (200, 1_000)  # documents of a site that is written as files
BEFORE = ("/", "/meetings/?page=2", "/api/v1/themes", "/oai?verb=Identify")  # what a process has answered already
EXPORT = "export:"  # before the folder
OAI = "/oai?metadataPrefix=oai_dc&verb="
FORMS = {
    "sitemap, its parts": "/sitemap.xml",
    "sitemap, one part": "/sitemap-pages.xml?p=2",
    "API, 100 documents": "/api/v1/documents?page_size=100",
    "API, the 900th hundred": "/api/v1/documents?page_size=100&page={last}",
    "API, 100 meetings": "/api/v1/meetings?page_size=100",
    "OAI-PMH, 100 records": f"{OAI}ListRecords",
    "OAI-PMH, from the middle": "/oai?verb=ListRecords&resumptionToken=metadataPrefix%3Doai_dc%26"
    "after%3D{middle}%26before%3D{middle}",
    "Atom, everything": "/feed.atom",
    "Atom, documents": "/documents/feed.atom",
    "calendar of all meetings": "/meetings/calendar.ics",
    "calendar of all deadlines": "/meetings/deadlines.ics",
    "documents as CSV": "/documents/table.csv",
    "documents as a workbook": "/documents/table.xlsx",
    "list as Markdown": "/documents/page.md",
    "data package": "make",
    "data package, sent": "/data/package/mme-open-data.zip",
}


def main() -> None:
    """Prepare a site, let it grow, and measure each form at each size."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="how many documents there are in turn")
    parser.add_argument("--exported", type=int, nargs="*", default=EXPORTED, help="the same, of sites written as files")
    parser.add_argument("--ask", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ask:
        measure(options.ask)
        return
    from tests.bench.pages import prepared_site

    with prepared_site(""):
        from django.core.management import call_command

        from tests.generating.command import Command

        made = 0
        for size in sorted({*options.sizes, *options.exported}):
            call_command(Command(), meetings=max((size - made) // 10, 1), documents=size - made)
            made = size
            print(f"\nOther programs, {size:,} documents and {size // 10:,} meetings")
            print(f"{'form':26}{'queries':>9}{'bytes':>14}{'seconds':>9}{'CPU':>8}{'MB more':>9}", flush=True)
            if size in options.exported:
                report_export()
            if size in options.sizes:
                report(size)


def report(size: int) -> None:
    """Print the table of one size."""
    for name, asked in {"changes, noticed": "notice", **FORMS}.items():
        print(f"{name:26}{line_of(asked.format(last=size * 9 // 1000, middle=size // 2))}", end="", flush=True)


def report_export() -> None:
    """Print the line of the site as files, and how many pages there are in it."""
    with tempfile.TemporaryDirectory(prefix="mme-bench-") as folder:
        line = line_of(f"{EXPORT}{folder}").rstrip()
        print(f"{'site as files':26}{line}, {len(list(Path(folder).rglob('*.html'))):,} pages", flush=True)


def line_of(asked: str) -> str:
    """Return what one thing takes, done in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.opendata", "--ask", asked]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def measure(asked: str) -> None:
    """Do one thing in this process, and print what it took."""
    from mme_site.wsgi import application

    queries = count_queries()
    for address in BEFORE:
        for _piece in pieces(application, address):
            pass
    queries.clear()
    before, began, used = forget_peak(), time.perf_counter(), time.process_time()
    size = sum(len(piece) for piece in work(application, asked))
    seconds, used = time.perf_counter() - began, time.process_time() - used
    print(f"{len(queries):9,}{size:14,}{seconds:9.1f}{used:8.1f}{peak() - before:9.0f}")
    os._exit(0)  # the threads of the page cache go on


def work(application: Callable, asked: str) -> Iterator[bytes]:
    from mme_site.opendata.changes import notice_changes
    from mme_site.opendata.package.build import ARCHIVE, make_package

    if asked.startswith(EXPORT):
        yield from export_to(Path(asked.removeprefix(EXPORT)))
    elif asked == "notice":
        yield b" " * notice_changes()
    elif asked == "make":
        with (make_package() / ARCHIVE).open("rb") as archive:
            yield from iter(lambda: archive.read(1 << 20), b"")
    else:
        yield from pieces(application, asked)


def export_to(folder: Path) -> Iterator[bytes]:
    from wagtail.models import Site

    from mme_site.opendata.site_export.export import Export

    Export(Site.objects.get(is_default_site=True), folder).run()
    yield from (file.read_bytes() for file in folder.rglob("*") if file.is_file())


def pieces(application: Callable, address: str) -> Iterator[bytes]:
    """Yield what the site answers, piece by piece; none is held."""
    path, _mark, query = address.partition("?")
    said: list = []
    environ = {
        **{"REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query},
        **{"SERVER_NAME": "localhost", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1"},
        **{"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000", "wsgi.url_scheme": "http"},
        **{"wsgi.version": (1, 0), "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr},
        **{"wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False},
    }
    answer = application(environ, lambda *words: said.extend(words))
    assert said[0].startswith("200"), (address, said[0])
    yield from answer
    if hasattr(answer, "close"):
        answer.close()


def count_queries() -> list[None]:
    """Return a list that grows by one with each query, in whichever thread, but for looks at the content version."""
    queries: list[None] = []

    def note(execute: Callable, sql: str, *arguments: object) -> object:
        if "caching_contentversion" not in sql and not sql.startswith("PRAGMA"):
            queries.append(None)
        return execute(sql, *arguments)

    def watch(connection: object, **_signal: object) -> None:
        if note not in connection.execute_wrappers:
            connection.execute_wrappers.append(note)

    connection_created.connect(watch, weak=False)
    return queries


def forget_peak() -> float:
    """Let the kernel measure the peak anew (proc(5), clear_refs), and return the memory of now in MB."""
    Path("/proc/self/clear_refs").write_text("5")
    return peak()


def peak() -> float:
    """Return the highest that the memory of this process has been, in MB."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
