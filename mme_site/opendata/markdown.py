"""A page as Markdown (CommonMark): what its readers see, without what stands around it.

It is made of the page itself, so that it says what the page says, in its language, and never more.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urljoin

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from mme_site.core.filters import FilterForm
from mme_site.opendata.lists import refused

LEFT_OUT = {"script", "style", "svg", "form", "button", "input", "select", "template", "picture", "img", "figure"}
BLOCKS = {"p", "div", "section", "article", "header", "aside", "ul", "ol", "dl", "table", "blockquote", "details"}
SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def page_as_markdown(request: HttpRequest, page: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer with the content of a page, or of what it shows below its address."""
    match = getattr(request, "routable_resolver_match", None)
    response = page.serve(request, *(match or ()))
    form = filters_in(getattr(response, "context_data", None) or {})
    if form and (problem := refused(form, besides=["page"])):
        return problem
    html = response.render().content.decode() if hasattr(response, "render") else response.content.decode()
    query = f"?{request.GET.urlencode()}" if form and request.GET else ""
    url = request.build_absolute_uri(f"{quote(request.path).rpartition('/')[0]}/{query}")
    text = markdown_of(html, url)
    headers = {"Content-Language": get_language() or "en", "X-Robots-Tag": "noindex"}
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)


def filters_in(context: dict[str, Any]) -> FilterForm | None:
    """Return the form by which the list that a page shows is limited."""
    listing = context.get("listing") or context.get("timeline") or getattr(context.get("map"), "listing", None)
    found = context.get("filters") or context.get("form") or getattr(listing, "form", None)
    return found if isinstance(found, FilterForm) else None


def markdown_of(html: str, url: str) -> str:
    """Return the main part of a page as Markdown; addresses are complete."""
    main = BeautifulSoup(html, "html.parser").find("main")
    if not isinstance(main, Tag):
        return ""
    for hidden in main.select("nav, .unseen, .languages, .contents"):
        hidden.clear() if hidden.name in ("td", "th") else hidden.decompose()
    text = blocks(main, url)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + f"\n\n---\n\n<{url}>\n"


def blocks(parent: Tag, url: str) -> str:
    """Return what stands in an element, block by block."""
    parts, run = [], []
    for child in parent.children:
        if isinstance(child, Tag) and is_block(child):
            parts += [paragraph(run, url), block(child, url)]
            run = []
        elif isinstance(child, Tag | NavigableString):
            run.append(child)
    return "\n\n".join(filter(None, [*parts, paragraph(run, url)]))


def is_block(tag: Tag) -> bool:
    return tag.name in BLOCKS or bool(re.fullmatch(r"h[1-6]|hr|summary|pre|footer", tag.name))


def block(tag: Tag, url: str) -> str:
    if re.fullmatch("h[1-6]", tag.name):
        return f"{'#' * int(tag.name[1])} {paragraph(tag.children, url)}"
    if tag.name in ("ul", "ol"):
        return "\n".join(items(tag, url))
    if tag.name == "dl":
        return "\n".join(definitions(tag, url))
    if tag.name == "table":
        return table(tag, url)
    if tag.name == "blockquote":
        return quoted(blocks(tag, url))
    if tag.name == "pre":
        return f"```\n{tag.get_text()}\n```"
    if tag.name in ("p", "summary"):
        return paragraph(tag.children, url)
    return blocks(tag, url)


def items(tag: Tag, url: str) -> Iterable[str]:
    for number, item in enumerate(tag.find_all("li", recursive=False), start=1):
        mark = "- " if tag.name == "ul" else f"{number}. "
        yield mark + blocks(item, url).replace("\n", "\n" + " " * len(mark))


def definitions(tag: Tag, url: str) -> Iterable[str]:
    for part in tag.find_all(["dt", "dd"]):
        text = blocks(part, url)
        yield f"- **{text}**" if part.name == "dt" else "  " + text.replace("\n", "\n  ")


def table(tag: Tag, url: str) -> str:
    rows = [list(cells(row, url)) for row in tag.find_all("tr")]
    width = max(map(len, rows), default=0)
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows if row]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]]) if lines else ""


def cells(row: Tag, url: str) -> Iterable[str]:
    """Yield the words of the cells; one that spans several is followed by empty ones."""
    for cell in row.find_all(["th", "td"]):
        yield paragraph(cell.children, url)
        yield from [""] * (int(str(cell.get("colspan", 1))) - 1)


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def paragraph(nodes: Iterable[Any], url: str) -> str:
    """Return the words of some nodes in one line."""
    text = "".join(inline(node, url) for node in nodes)
    return re.sub(r"[ \t\n]+", " ", text).strip()


def inline(node: Any, url: str) -> str:
    if type(node) is NavigableString:
        return SPECIAL.sub(r"\\\1", str(node))
    if not isinstance(node, Tag) or node.name in LEFT_OUT:
        return ""
    text = "".join(inline(child, url) for child in node.children)
    if node.name == "br":
        return " "
    if not text.strip():
        return text
    if node.name == "a" and node.get("href"):
        return f"[{text.strip()}](<{urljoin(url, str(node['href']))}>)"
    if node.name in ("strong", "b"):
        return f"**{text.strip()}**"
    if node.name in ("em", "i", "cite"):
        return f"*{text.strip()}*"
    return f" {text} " if is_block(node) or node.name in ("li", "dt", "dd", "td", "th") else text
