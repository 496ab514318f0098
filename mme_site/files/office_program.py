"""Becomes LibreOffice, which makes a PDF of one file: a program of its own, run by run_limited.py."""

import os
import sys

# By their names in LibreOffice, which would else take a file for what it looks like, and any for a plain text at last.
FILTERS = {
    "docx": "MS Word 2007 XML",
    "odp": "impress8",
    "odt": "writer8",
    "pptx": "Impress MS PowerPoint 2007 XML",
}


def main(soffice: str, folder: str, ending: str) -> None:
    options = [f"-env:UserInstallation=file://{folder}/profile", f"--infilter={FILTERS[ending]}"]
    command = [soffice, *options, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder]
    os.execv(soffice, [*command, f"{folder}/file.{ending}"])


if __name__ == "__main__":
    main(*sys.argv[1:])
