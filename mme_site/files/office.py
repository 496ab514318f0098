"""Word, OpenDocument and PowerPoint files as PDFs, made by LibreOffice where it is installed.

Of the PDF the pages are counted, the outline read and the first page drawn (pdf.py). LibreOffice is
started for one file, without the site's environment, with a profile of its own that runs no macro, within limits of
time, memory and room, and held to its own folder without a network: its settings against links are followed for some
kinds of link only. The text of such files is read without it (text/readers/office.py), so nothing else waits for
LibreOffice.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from mme_site.files.confinement import EVERYTHING, TO_LISTEN, TO_READ, can_confine
from mme_site.files.reader_process import LIMITED

ENDINGS = frozenset(["docx", "odp", "odt", "pptx"])
PROGRAM = Path(__file__).with_name("office_program.py")
SECONDS = 60  # the first start takes some ten of them
SECONDS_TO_END = 5
MEMORY = 4 * 1024**3  # bytes of address space, of which it uses a part
OUTPUT = 100 * 1024**2  # bytes of a PDF
# Common/Security/Scripting and Writer/Content/Update of LibreOffice's schema of settings (officecfg).
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Common/Security/Scripting">
    <prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
    <prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
    <prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
  </item>
  <item oor:path="/org.openoffice.Office.Writer/Content/Update">
    <prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
  </item>
</oor:items>
"""


def converter() -> str | None:
    """Return the path of LibreOffice, None where it is not installed or cannot be kept from other files."""
    return (shutil.which("soffice") or shutil.which("libreoffice")) if can_confine() else None


def is_drawable(ending: str) -> bool:
    """Return True for a kind of file whose pages can be counted and drawn on this machine."""
    return ending == "pdf" or (ending in ENDINGS and converter() is not None)


@contextlib.contextmanager
def as_pdf(file: IO[bytes], ending: str) -> Iterator[IO[bytes] | None]:
    """Yield an open file as a PDF, a PDF itself as it is; None where it cannot be made into one. Raises nothing."""
    soffice = converter()
    if ending == "pdf" or soffice is None:
        yield file if ending == "pdf" else None
        return
    with tempfile.TemporaryDirectory(prefix="mme-office-") as name:
        folder = Path(name)
        with (folder / f"file.{ending}").open("wb") as source:
            shutil.copyfileobj(file, source)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(PROFILE)
        convert(soffice, folder, ending)
        made = folder / "file.pdf"
        if not made.exists():
            yield None
            return
        with made.open("rb") as opened:
            yield opened


def convert(soffice: str, folder: Path, ending: str) -> None:
    """Let LibreOffice write the PDF beside the file, or not; nothing that it has started stays behind."""
    # Two of them find each other at a socket there, whatever the folder for temporary files is.
    access = {str(folder): EVERYTHING, "/tmp": TO_LISTEN, str(Path(soffice).resolve().parents[1]): TO_READ}
    limits = [str(SECONDS), str(MEMORY), str(OUTPUT), json.dumps(access)]
    process = subprocess.Popen(
        [sys.executable, "-I", str(LIMITED), str(PROGRAM), *limits, soffice, str(folder), ending],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={
            **dict.fromkeys(["HOME", "TMPDIR"], str(folder)),
            **{"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"},
        },
        start_new_session=True,
    )
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=SECONDS)
    process.terminate()  # and it ends what it has started
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=SECONDS_TO_END)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
