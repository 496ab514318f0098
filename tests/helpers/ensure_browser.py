"""A Chromium for the browser tests: the one that is there, else Debian's package."""

import os
import shutil
import subprocess
import sys

# The first is Chromium without windows, menus and their processes: a test opens and closes one in a third of the time.
NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


def find_browser():
    """Return the path of a Chromium or Chrome, None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def install_browser():
    """Install Debian's package; the package lists may never have been read on this machine."""
    print("Installing Debian's package chromium-headless-shell ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", NAMES[0]]):
        subprocess.run(["apt-get", "--quiet", "--quiet", *arguments], env=environment, check=True, stdout=sys.stderr)


def main():
    if find_browser():
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit("The browser tests need Chromium or Chrome, and none was found. On Debian: apt install chromium")
    try:
        install_browser()
    except subprocess.CalledProcessError as error:
        sys.exit(f"Installing {NAMES[0]} failed: apt-get ended with exit code {error.returncode}.")


if __name__ == "__main__":
    main()
