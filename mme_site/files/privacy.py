"""Which uploaded files not everybody may read."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Left, Length
from wagtail.models import CollectionViewRestriction

from mme_site.files.models import SiteDocument


def private_files(keys):
    """Return those of these keys whose files are held in a private collection, or below one, in one query."""
    begins_path = Left(OuterRef("collection__path"), Length("collection__path"))
    restrictions = CollectionViewRestriction.objects.filter(collection__path=begins_path)
    return set(SiteDocument.objects.filter(Exists(restrictions), pk__in=keys).values_list("pk", flat=True))
