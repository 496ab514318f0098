"""Becomes LibreOffice, which makes a PDF of one file: a program of its own, run by run_limited.py."""

import os
import sys


def main(soffice: str, folder: str, name: str) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder]
    os.execv(soffice, [*command, f"{folder}/{name}"])


if __name__ == "__main__":
    main(*sys.argv[1:])
