"""Pictures of every page type, as readers see it.

`docs/screenshots/` keeps a choice of them, small enough for the repository. All of them, at three
widths, light and dark, in English and in Arabic, go where SCREENSHOTS says, to be looked at.
"""

import itertools
import os
from pathlib import Path

from tests.browser.pages import PAGES
from tests.browser.site import ROOT
from tests.screenshots.palette import in_few_colours

FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = (360, 768, 1280)
HEIGHT = 900  # pixels
KEPT = [
    ("overview", 1280, "light", "ltr"),
    ("overview", 360, "dark", "ltr"),
    ("overview", 768, "light", "rtl"),
    ("theme list", 768, "light", "ltr"),
    ("theme", 360, "light", "ltr"),
    ("meeting list", 1280, "light", "ltr"),
    ("filtered meeting list", 360, "light", "ltr"),
    ("meeting", 1280, "light", "ltr"),
    ("meeting", 360, "dark", "rtl"),
    ("postponed meeting", 768, "light", "ltr"),
    ("document list", 768, "dark", "ltr"),
    ("document", 1280, "dark", "ltr"),
    ("document", 360, "light", "ltr"),
    ("member list", 1280, "light", "ltr"),
    ("member list", 360, "light", "ltr"),
    ("member", 768, "light", "ltr"),
    ("page of text", 768, "light", "ltr"),
    ("search", 360, "light", "ltr"),
    ("empty search", 768, "dark", "ltr"),
    ("page not found", 360, "light", "ltr"),
    ("timeline", 1280, "light", "ltr"),
    ("member map", 1280, "light", "ltr"),
]


def take(browser, site):
    """Take the pictures that are kept, or all of them into the folder that SCREENSHOTS names; yield their paths."""
    folder = Path(os.environ.get("SCREENSHOTS") or FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = KEPT if folder == FOLDER else itertools.product(PAGES, WIDTHS, ("light", "dark"), ("ltr", "rtl"))
    for name, width, colours, direction in wanted:
        path = folder / f"{name.replace(' ', '-')}-{width}-{colours}-{direction}.png"
        picture(browser, site.url, PAGES[name], width, colours, direction).save(path, optimize=True)
        yield path


def picture(browser, url, address, width, colours, direction):
    """Return what a window of a width shows first."""
    page = browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme=colours, locale="en-GB")
    page.goto(url + ("/ar" if direction == "rtl" else "") + address)
    shown = page.screenshot()
    page.close()
    return in_few_colours(shown)
