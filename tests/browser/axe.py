"""What axe finds on a page that stands still."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser import probes

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
ON_PAPER = {**RULES, "rules": {"target-size": {"enabled": False}}}  # nobody touches it there
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def violations(page, rules=RULES, part=None):
    """Return what axe finds by these rules in a part of the page (a CSS selector), as [rule, element] pairs.

    It looks when every transition has ended: a colour on its way to another would be measured as it is.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return page.evaluate(probes.RUN_AXE, [part, rules])


def violations_wide_and_narrow(page, part):
    """Return what axe finds in a part of a page of the admin: in a light window and in a dark, narrow one."""
    found = []
    for width, colours in ((360, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=colours)
        found += violations(page, part=part)
    return found
