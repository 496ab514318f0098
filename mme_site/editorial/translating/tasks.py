"""What follows the publication of an original that somebody translates."""

from django_tasks import task
from wagtail_localize.models import TranslationSource

from mme_site.editorial.translating.following import update_source


@task()
def follow_original(key: str, locale: int) -> None:
    """Mark what has changed for those who translate a page, unless it has gone meanwhile."""
    source = TranslationSource.objects.filter(object=key, locale=locale).first()
    if source is not None and source.object.has_translation(locale):
        update_source(source)
