"""Pictures of the running site for the documentation: `make screenshots` while `make run` runs."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.ensure_browser import find_browser

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
PICTURES = [
    ("overview", "/", 1280, "light"),
    ("overview", "/", 360, "dark"),
    ("meeting", "/meetings/summit-4-brussels-2014/", 1280, "light"),
    ("document", "/documents/tripoli-declaration-2006/", 1280, "dark"),
    ("members", "/members/?as_of=2014-04-02", 360, "light"),
]
HEIGHT = 900  # pixels


def main(url):
    """Take every picture from the site at `url` and say where it lies."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"])
        for name, address, width, colours in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme=colours)
            page.goto(url + address)
            path = FOLDER / f"{name}-{width}-{colours}.png"
            page.screenshot(path=path)
            print(path.relative_to(Path.cwd()))
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
