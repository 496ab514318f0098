"""What editors are told of files that readers cannot search, or perhaps not open."""

from django.utils.translation import gettext as _
from wagtail.admin import messages

from mme_site.editorial.preflight.links import collect_references
from mme_site.files.models import FileText, SiteDocument, SiteImage
from mme_site.files.text.states import TO_BE_MENDED

MAX_NAMED = 5


def warn_of_files(request, item):
    """Say which of the files that a page or record names are scans, locked or damaged; it is saved all the same.

    Autosave has nobody who would read it.
    """
    if not request.accepts("text/html"):
        return
    newest = item.get_latest_revision_as_object() if hasattr(item, "get_latest_revision_as_object") else item
    references = collect_references(newest)
    warn_of_pictures(request, {key for key, _field in references.get(SiteImage, ())})
    keys = {key for key, _field in references.get(SiteDocument, ())}
    if not keys:
        return
    texts = FileText.objects.filter(document__in=keys, state__in=TO_BE_MENDED).select_related("document")
    for text in texts.order_by("document__title")[:MAX_NAMED]:
        messages.warning(request, _("“%(file)s”: %(words)s") % {"file": text.document.title, "words": text.in_words})


def warn_of_pictures(request, keys):
    """Say which of these pictures cannot be shown, so that the page goes without them."""
    for image in SiteImage.objects.filter(pk__in=keys, is_broken=True).order_by("title")[:MAX_NAMED] if keys else ():
        said = _("The picture “%(title)s” cannot be shown: the page goes without it. Put another file in its place.")
        messages.warning(request, said % {"title": image.title})
