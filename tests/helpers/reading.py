"""Reads pages as a visitor does: by their words, links and sections."""

from bs4 import BeautifulSoup, NavigableString
from bs4.element import TemplateString


def read(client, address, **extra):
    """Return the parsed page at an address, which must answer 200."""
    response = client.get(address, **extra)
    assert response.status_code == 200, f"{address} answered {response.status_code}"
    return parse(response)


def parse(response):
    """Return the parsed content of a response."""
    return BeautifulSoup(response.content, "html.parser")


def words(node):
    """Return the text of a part of a page, with single spaces; empty where there is no such part."""
    return " ".join(node.get_text(" ").split()) if node else ""


def words_with_dialogs(page):
    """Return the words of a page of the admin and of its dialogs, which stand in templates until they are opened."""
    return " ".join(page.get_text(" ", types=(NavigableString, TemplateString)).split())


def main(page):
    """Return the words between header and footer."""
    return words(page.main)


def section(page, name):
    """Return the part of a page that the heading with this id labels, or None."""
    return page.find(attrs={"aria-labelledby": name})


def entries(node):
    """Return the names of the entries of a list, such as meetings or documents, in order."""
    return [words(link) for link in node.select(".entry .name a")] if node else []


def facts(page):
    """Return the facts beside the text: each term with the words that follow it."""
    return {words(term): words(term.find_next_sibling("dd")) for term in page.select(".facts-panel dt")}


def choices(page, name):
    """Return the values that a filter offers, without the one for all."""
    return [option["value"] for option in page.select(f"select[name={name}] option") if option["value"]]


def chips(page):
    """Return the filters that limit a list: the words of each, and the address without it."""
    return {words(link.b): link["href"] for link in page.select(".chips a")}


def refusals(page):
    """Return what a list says of values in its address that it could not read."""
    return [words(line) for line in page.select(".refused li")]


def messages(client, address="/admin/"):
    """Return the messages that wait for the editor, as words."""
    return [words(line) for line in parse(client.get(address)).select(".messages > ul > li")]


def messages_in(response):
    """Return the words of the messages on a page of the admin."""
    return words(parse(response).select_one(".messages"))
