"""The files of a meeting's documents together: a manifest with their checksums, and all of them in one archive."""

import json
import shutil
import zipfile
from pathlib import PurePath
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from meetings.models import DocumentFile, DocumentPage
from mme_site.files.privacy import withheld_files
from mme_site.opendata.file_responses import generated_file
from mme_site.opendata.reading import in_readers_language, link_to, short_url
from mme_site.pages.representations import Representation

MOST_BYTES = 500_000_000  # of one archive; who wants more takes the files one by one, by the manifest


def papers_of(page: Any, request: HttpRequest) -> list[tuple[Any, dict[str, Any]]]:
    """Return the public files of what a meeting adopted, published, discussed or had on its agenda."""
    named = Q(meeting=page.pk) | Q(discussed_at=page.pk)
    on_agenda = page.agenda_items.values("papers__document")
    documents = DocumentPage.objects.live().public().filter(named | Q(pk__in=on_agenda)).distinct()
    shown = {one.pk: one for one in in_readers_language(documents.order_by("date", "pk"))}
    lines = DocumentFile.objects.filter(document__in=shown, file__isnull=False).select_related("file")
    lines = list(lines.order_by("document__date", "document", "sort_order", "pk"))
    withheld = withheld_files([line.file_id for line in lines]) if lines else set()
    found = []
    for number, line in enumerate((line for line in lines if line.file_id not in withheld), start=1):
        document, file = shown[line.document_id], line.file
        found.append(
            (
                file,
                {
                    "name": f"{number:02}-{document.slug[:80]}-{line.language}{PurePath(file.filename).suffix.lower()}",
                    "title": document.title,
                    "page": link_to(document, request).url,
                    "short_url": short_url(document, "d"),
                    "language": line.language,
                    "url": f"{page.get_url_parts(request)[1]}{file.url}",
                    "bytes": file.get_file_size(),
                    "sha256": file.sha256,
                },
            )
        )
    return found


def manifest(page: Any, papers: list[tuple[Any, dict[str, Any]]], request: HttpRequest) -> str:
    about = {"meeting": link_to(page, request).model_dump(), "language": get_language()}
    return json.dumps({**about, "files": [described for _file, described in papers]}, ensure_ascii=False, indent=1)


def papers_manifest(request: HttpRequest, page: Any) -> HttpResponse:
    """Answer with what files there are, each with its size and checksum."""
    return HttpResponse(manifest(page, papers_of(page, request), request), content_type="application/json")


def papers_archive(request: HttpRequest, page: Any) -> Any:
    """Answer with all files and their manifest, from a temporary file: the archive is never in memory as a whole."""
    papers = papers_of(page, request)
    if sum(described["bytes"] or 0 for _file, described in papers) > MOST_BYTES:
        words = "These files are too large for one archive. Take them one by one: papers.json lists them.\n"
        return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")

    def write(content: Any) -> None:
        with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("manifest.json", manifest(page, papers, request))
            for file, described in papers:
                with file.open_file() as source, archive.open(described["name"], "w", force_zip64=True) as target:
                    shutil.copyfileobj(source, target)

    return generated_file(write, f"{page.slug}.zip", "application/zip")


def papers() -> list[Representation]:
    return [
        Representation("papers.json", "application/json", papers_manifest, is_alternate=False),
        Representation("papers.zip", "application/zip", papers_archive, is_alternate=False),
    ]
