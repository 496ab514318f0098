"""Has LibreOffice make a PDF of one file: a program of its own, run by run_limited.py in a group of processes.

It waits for LibreOffice, and whatever becomes of that or of the one that waits for this, nothing stays behind.
"""

import os
import signal
import subprocess
import sys

# By their names in LibreOffice, which would else take a file for what it looks like, and any for a plain text at last.
FILTERS = {
    "docx": "MS Word 2007 XML",
    "odp": "impress8",
    "odt": "writer8",
    "pptx": "Impress MS PowerPoint 2007 XML",
}


def main(soffice: str, folder: str, ending: str) -> None:
    signal.signal(signal.SIGTERM, lambda _number, _frame: end())
    options = [f"-env:UserInstallation=file://{folder}/profile", f"--infilter={FILTERS[ending]}"]
    command = [soffice, *options, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*command, f"{folder}/file.{ending}"])
    end()


def end() -> None:
    """End LibreOffice, with this."""
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
