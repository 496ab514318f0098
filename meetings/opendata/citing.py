"""A document for reference managers: BibTeX, RIS, CSL-JSON, what stands in the head of its page, and plain styles."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from meetings.citations import Citation
from mme_site.core.localized import localized_full_url
from mme_site.opendata.reading import short_url
from mme_site.pages.representations import Representation

BIBTEX, RIS = "application/x-bibtex", "application/x-research-info-systems"
CSL = "application/vnd.citationstyles.csl+json"
REPORTS = {"report": "report", "brochure": "pamphlet"}


def citation_of(page: Any) -> Citation:
    """Return the citation of a document, under the address that never changes."""
    return Citation.of(page, short_url(page, "d"))


def csl_of(page: Any) -> dict[str, Any]:
    """Return a document as an item of CSL-JSON (citeproc's data model)."""
    citation = citation_of(page)
    item: dict[str, Any] = {
        "id": citation.key,
        "type": REPORTS.get(page.kind, "document"),
        "title": citation.title,
        "genre": str(page.get_kind_display()),
        "number": citation.symbol,
        "publisher-place": citation.place,
        "language": citation.language,
        "abstract": page.summary,
        "URL": citation.url,
    }
    if citation.body:
        item["author"] = [{"literal": citation.body}]
    if citation.date:
        item["issued"] = {"date-parts": [[int(part) for part in citation.date.split("-")]]}
    return {name: value for name, value in item.items() if value}


def as_bibtex(request: HttpRequest, page: Any) -> HttpResponse:
    return sent(f"{citation_of(page).bibtex}\n", BIBTEX, f"{page.slug}.bib")


def as_ris(request: HttpRequest, page: Any) -> HttpResponse:
    return sent(citation_of(page).ris.replace("\n", "\r\n") + "\r\n", RIS, f"{page.slug}.ris")


def as_csl(request: HttpRequest, page: Any) -> HttpResponse:
    return sent(json.dumps([csl_of(page)], ensure_ascii=False), CSL, f"{page.slug}.json")


def sent(text: str, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(text, content_type=f"{media_type}; charset=utf-8", headers=headers)


def citations() -> list[Representation]:
    return [
        Representation("citation.bib", BIBTEX, as_bibtex, "BibTeX", is_alternate=False),
        Representation("citation.ris", RIS, as_ris, "RIS", is_alternate=False),
        Representation("citation.json", CSL, as_csl, "CSL-JSON", is_alternate=False),
    ]


def head_of(page: Any, request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yield the names and values for reference managers: Highwire Press tags, and Dublin Core (DCMI Metadata Terms)."""
    citation = citation_of(page)
    yield from known(
        ("citation_title", citation.title),
        ("citation_author", citation.body),
        ("citation_publication_date", citation.date.replace("-", "/")),
        ("citation_technical_report_number", citation.symbol),
        ("citation_language", citation.language),
        ("citation_public_url", citation.url),
        ("citation_abstract_html_url", localized_full_url(page, request)),
        ("DCTERMS.title", citation.title),
        ("DCTERMS.creator", citation.body),
        ("DCTERMS.issued", citation.date),
        ("DCTERMS.type", str(page.get_kind_display())),
        ("DCTERMS.identifier", citation.url),
        ("DCTERMS.language", citation.language),
    )
    for version, is_public in page.shown_versions:
        if version.file and is_public and version.format == "PDF":
            yield "citation_pdf_url", request.build_absolute_uri(version.file.url)


def known(*pairs: tuple[str, str]) -> Iterator[tuple[str, str]]:
    return (pair for pair in pairs if pair[1])


def links_of(page: Any, request: HttpRequest) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what the header Link says beside what it says of any page (signposting.org)."""
    base = localized_full_url(page, request)
    for one in citations():
        yield f"{base}{one.filename}", {"rel": "describedby", "type": one.media_type}
    for version, is_public in page.shown_versions:
        if not is_public or not version.is_text:
            continue
        if version.file:
            yield request.build_absolute_uri(version.file.url), {"rel": "item", "type": version.file.content_type}
        elif version.url:
            yield version.url, {"rel": "item"}
