"""Which files not everybody may read, whatever uses them: those of private collections, and those taken down."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Left, Length
from wagtail.models import CollectionViewRestriction

from mme_site.caching.content_cache import cached
from mme_site.files.models import SiteDocument


def is_withheld() -> Q:
    """Return a condition of queries of files: taken down, or in a private collection, or in one below it."""
    begins_path = Left(OuterRef("collection__path"), Length("collection__path"))
    return Q(live=False) | Q(Exists(CollectionViewRestriction.objects.filter(collection__path=begins_path)))


def withheld_files(keys: Iterable[int]) -> set[int]:
    """Return those of these keys whose files are taken down, or held in a private collection, or below one."""
    down = files_taken_down()
    if not cached("private collections", CollectionViewRestriction.objects.exists):
        return down.intersection(keys)
    return set(SiteDocument.objects.filter(is_withheld(), pk__in=keys).values_list("pk", flat=True))


def files_taken_down() -> set[int]:
    """Return the keys of the files that were taken down, which are few."""
    return cached("files taken down", lambda: set(SiteDocument.objects.filter(live=False).values_list("pk", flat=True)))
