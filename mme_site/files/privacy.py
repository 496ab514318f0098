"""Which uploaded files not everybody may read, whatever uses them."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.db.models.functions import Left, Length
from wagtail.models import CollectionViewRestriction

from mme_site.caching.content_cache import cached
from mme_site.files.models import SiteDocument


def is_in_private_collection() -> Exists:
    """Return an expression for queries of files: true of one in a private collection, or in one below it."""
    begins_path = Left(OuterRef("collection__path"), Length("collection__path"))
    return Exists(CollectionViewRestriction.objects.filter(collection__path=begins_path))


def private_files(keys: Iterable[int]) -> set[int]:
    """Return those of these keys whose files are held in a private collection, or below one."""
    if not cached("private collections", CollectionViewRestriction.objects.exists):
        return set()
    return set(SiteDocument.objects.filter(is_in_private_collection(), pk__in=keys).values_list("pk", flat=True))
