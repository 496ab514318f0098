"""What the search may know of files: who uses which, and the text inside them."""

from collections.abc import Collection, Iterator

from django.db.models import F, QuerySet
from wagtail.models import Page

from mme_site.core.searchable import FilePassage
from mme_site.files.models import FilePageText, FileUse, SiteDocument
from mme_site.files.privacy import is_withheld
from mme_site.files.text.states import FileTextState


class SearchableSiteDocuments:
    """Uploaded files are readable with a page that uses them, unless their collection is private."""

    def readable_uses(self) -> QuerySet:
        withheld = SiteDocument.objects.filter(is_withheld())
        uses = FileUse.objects.exclude(document=None).filter(page__live=True)
        return uses.exclude(document__in=withheld).values_list("document", "page__translation_key")

    def pages_using(self, file: SiteDocument) -> QuerySet:
        return FileUse.objects.of_document(file.pk).exclude(page=None).order_by("page").values_list("page").distinct()

    def passages_used_by(self, page: Page) -> Iterator[FilePassage]:
        used = FileUse.objects.filter(page_id=page.pk).exclude(document=None).values("document")
        return passages_of(file_text__document__in=used)

    def passages(self, keys: Collection[int]) -> dict[int, FilePassage]:
        return {passage.key: passage for passage in passages_of(pk__in=keys)}


def passages_of(**conditions: object) -> Iterator[FilePassage]:
    """Yield the texts that meet conditions and were read from the file that stands there now; none that looks wrong."""
    texts = FilePageText.objects.filter(file_text__state=FileTextState.DONE, looks_wrong=False, **conditions)
    texts = texts.filter(file_text__sha256=F("file_text__document__sha256"))
    columns = ("pk", "file_text__document", "file_text__document__file", "file_text__document__title")
    rows = texts.order_by("file_text__document", "number").values_list(
        *columns, "file_text__language", "file_text__pages", "number", "text"
    )
    for key, file, filename, title, language, pages, number, text in rows:
        yield FilePassage(key, file, filename, title, language, number if pages else None, text)
