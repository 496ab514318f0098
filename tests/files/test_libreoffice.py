"""Office files made into PDFs by LibreOffice itself: each as its kind, several at once, and nothing from elsewhere."""

import contextlib
import http.server
import io
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from mme_site.files import office
from mme_site.files.office import as_pdf
from mme_site.files.pdf import read_pdf
from tests.files.test_file_corpus import CORPUS
from tests.helpers.office_files import archive, linking
from tests.helpers.processes import ROOT, until

AT_ONCE = 3
TITLE = "إعلان طرابلس بشأن الهجرة والتنمية"


def converted(content, ending):
    """Return what `read` says of the PDF that LibreOffice makes; None where it makes none."""
    with as_pdf(io.BytesIO(content), ending) as pdf:
        return pdf and pdf.read()


@pytest.fixture(scope="module")
def convert():
    """A function that gives the PDF of each of some (content, ending), made several at a time."""
    if office.converter() is None:
        pytest.fail(
            "These tests need LibreOffice, and a kernel with Landlock. On Debian: "
            "apt install --no-install-recommends libreoffice-writer-nogui libreoffice-impress-nogui"
        )

    def all_of(files):
        with ThreadPoolExecutor(AT_ONCE) as threads:
            return list(threads.map(lambda file: converted(*file), files))

    return all_of


def test_files_of_each_kind_have_pages_an_outline_and_a_first_page(convert):
    names = ["docx/ar.pandoc.docx", "odt/fr.pandoc.odt", "pptx/ar.libraries-strict.pptx", "odp/pt.libraries.odp"]

    made = convert([((CORPUS / name).read_bytes(), name.rpartition(".")[2]) for name in names])

    facts = dict(zip(names, [read_pdf(io.BytesIO(pdf)) for pdf in made], strict=True))
    assert [found.pages for found in facts.values()] == [1, 1, 5, 3]
    assert {len(found.pictures) for found in facts.values()} == {6}
    assert facts["docx/ar.pandoc.docx"].outline == [[1, TITLE, 1]]
    assert facts["pptx/ar.libraries-strict.pptx"].outline[0] == [1, TITLE, 1]
    assert facts["odp/pt.libraries.odp"].outline == []  # its slides have no names


@pytest.fixture
def elsewhere(tmp_path):
    """The addresses of a red picture, on a server and as a file of this machine; and what the server was asked."""
    Image.new("RGB", (200, 200), (255, 0, 0)).save(tmp_path / "red.png")
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            asked.append(arguments)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=tmp_path))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield [f"http://127.0.0.1:{server.server_port}/red.png", f"file://{tmp_path}/red.png"], asked
    server.shutdown()
    server.server_close()


def test_nothing_that_a_file_names_outside_of_itself_is_fetched_or_drawn(convert, elsewhere):
    addresses, asked = elsewhere

    made = convert([(linking(ending, address), ending) for ending in ("odt", "odp") for address in addresses])

    for pdf in made:
        page = pypdfium2.PdfDocument(pdf)[0].render(scale=0.3).to_pil().convert("RGB")
        assert (255, 0, 0) not in {colour for _count, colour in page.getcolors(2**24)}
    assert asked == []


def test_what_is_no_file_of_its_kind_is_not_drawn_as_something_else(convert):
    names = ["docx/fr.locked.docx", "docx/fr.cut.docx", "pdf/fr.libreoffice.pdf"]
    others = [((CORPUS / name).read_bytes(), "docx") for name in names]

    assert convert([*others, (archive({}), "odt")]) == [None] * 4


WORKER = """
import io, pathlib, sys
from mme_site.files.office import as_pdf
with as_pdf(io.BytesIO(pathlib.Path(sys.argv[1]).read_bytes()), "odt"):
    pass
"""


def processes(folder, name=""):
    """Return the numbers of the processes that were given this folder, or something in it."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it has ended
            said = path.read_text()
            if str(folder) in said and name in said:
                found.append(int(path.parent.name))
    return found


@pytest.mark.parametrize("killed", ["worker", "LibreOffice"])
def test_nothing_of_libreoffice_stays_when_it_or_the_worker_is_killed(convert, tmp_path, killed):
    command = [sys.executable, "-c", WORKER, str(CORPUS / "odt/fr.pandoc.odt")]
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment) as worker:
        [folder] = until(lambda: list(tmp_path.glob("mme-office-*")), "the folder of the file")
        [program] = until(lambda: processes(folder, "soffice.bin"), "LibreOffice to start")
        os.kill(program, signal.SIGSTOP if killed == "worker" else signal.SIGKILL)
        if killed == "worker":
            worker.kill()

    until(lambda: not processes(folder), "LibreOffice to be gone")
