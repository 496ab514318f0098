"""Asks the search, and puts text into files as the reading of files leaves it."""

from mme_site.files.models import FilePageText, FileText, FileUse, SiteDocument
from search.indexing.documents import collect
from search.indexing.writer import write


def reindex(item):
    """Make the index hold what a page or record says now."""
    write([collect(item)])


def ask(client, query, prefix="", **parameters):
    """Return the answer to a question as JSON."""
    return client.get(f"{prefix}/search/", {"q": query, "format": "json", **parameters}).json()


def titles(answer):
    return [result["title"] for result in answer["results"]]


def counts(answer, facet):
    """Return how many results have which value of a facet."""
    return {value["value"]: value["count"] for value in answer["facets"].get(facet, [])}


def put_file(page, *pages, language="en", **fields):
    """Let a page use a file with text, as the reading of files leaves it."""
    file = SiteDocument.objects.create(title="The file", file="documents/the.pdf", sha256="0" * 64, **fields)
    FileUse.objects.create(document=file, page_id=page.pk, field="files")
    read_from = {"state": "done", "pages": len(pages), "language": language, "sha256": file.sha256}
    text, _is_new = FileText.objects.update_or_create(document=file, defaults=read_from)
    for number, content in enumerate(pages, 1):
        FilePageText.objects.create(file_text=text, number=number, text=content)
    reindex(page)
    return file
