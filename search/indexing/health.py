"""Whether the index is there: what `prepare` heals, and `/health/ready` says."""

from wagtail.models import Page

from mme_site.pages.base import BasePage
from search.indexing.index_format import index_format
from search.models import IndexDocument

ENOUGH = 0.9  # of the public pages; the others may be waiting for the worker
WAITING = 20  # pages that a worker takes up in a moment


def reason_to_make_anew() -> str:
    """Return why the index has to be made anew, in a sentence; '' where it has not."""
    public = Page.objects.live().filter(depth__gt=2, alias_of=None).type(BasePage)
    pages = public.count()
    if not pages:
        return ""
    indexed = (
        IndexDocument.objects.filter(page__in=public.values("pk")).filter(digest__startswith=index_format()).count()
    )
    if not IndexDocument.objects.exists():
        return "The search index is empty."
    if indexed < pages * ENOUGH and pages - indexed > WAITING:
        return f"The search index holds {indexed} of {pages} pages."
    return ""
