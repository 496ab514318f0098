"""What editors are told of files that readers cannot search, or perhaps not open."""

from django.utils.translation import gettext as _
from wagtail.admin import messages

from mme_site.editorial.preflight.links import collect_references
from mme_site.files.models import FileText, SiteDocument
from mme_site.files.text.states import TO_BE_MENDED

MOST_NAMED = 5


def warn_of_files(request, item):
    """Say which of the files that a page or record names are scans, locked or damaged; it is saved all the same.

    Autosave has nobody who would read it.
    """
    if not request.accepts("text/html"):
        return
    newest = item.get_latest_revision_as_object() if hasattr(item, "get_latest_revision_as_object") else item
    keys = {key for key, _field in collect_references(newest).get(SiteDocument, ())}
    if not keys:
        return
    texts = FileText.objects.filter(document__in=keys, state__in=TO_BE_MENDED).select_related("document")
    for text in texts.order_by("document__title")[:MOST_NAMED]:
        messages.warning(request, _("“%(file)s”: %(words)s") % {"file": text.document.title, "words": text.in_words})
