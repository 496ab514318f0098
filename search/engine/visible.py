"""What everybody may read now: asked of the pages, records and files themselves."""

from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from mme_site.caching.content_cache import cached
from mme_site.core.querysets import SitePageQuerySet
from search.engine.queries import Condition, is_among
from search.engine.sources import Sources
from search.models import IndexDocument
from search.registered import searchable_files, searchable_records


class Visible:
    """What a site, by its root page, shows to everybody; `m` and `d` are what they are in search/engine/queries.py."""

    def __init__(self, root: Page, language: str):
        self.root = root
        self.language = language
        self.left_out: list[int] = []  # results that are not shown for this question

    @cached_property
    def sources(self) -> Sources:
        """What is known of all sources, as they are visible."""
        key = ("sources", self.root.path, self.language)
        return cached(key, lambda: Sources(self.document(), self.file(), self.near()))

    def originals(self) -> SitePageQuerySet:
        """Return the public pages of this site, in whatever language each was written first."""
        return SitePageQuerySet(Page).at_or_below(self.root).live().public()

    def translations(self) -> SitePageQuerySet:
        """Return the public translations of these pages."""
        return (
            SitePageQuerySet(Page)
            .public_translations()
            .filter(translation_key__in=self.originals().values("translation_key"))
        )

    def document(self) -> Condition:
        """Return the condition that the page or record of a document may be shown."""
        conditions = [is_among("d.page_id", pages.values("pk")) for pages in (self.originals(), self.translations())]
        for model, records in searchable_records().items():
            among, keys = is_among("d.record_id", records.public_keys(self.root))
            key = ContentType.objects.get_for_model(model).pk
            conditions.append((f"d.record_type_id = %s AND {among}", [key, *keys]))
        return f"({' OR '.join(sql for sql, _params in conditions)})", [
            param for _sql, params in conditions for param in params
        ]

    def file(self) -> Condition:
        """Return the condition that the file of a source may be read, as its page uses it, or that it is of none."""
        among, params = is_among("(m.file_id, d.family)", searchable_files().readable_uses())
        return f"(m.file_id IS NULL OR {among})", params

    def near(self) -> Condition:
        """Return the condition that a document is in the reader's language, or an original with no version in it."""
        versions = IndexDocument.objects.filter(language=self.language, family__isnull=False)
        versions = versions.filter(page__in=self.originals()) | versions.filter(page__in=self.translations())
        of_original, params = is_among("d.page_id", self.originals().values("pk"))
        with_version, more = is_among("d.family", versions.values("family"))
        return (
            f"(d.language IN ('', %s) OR {of_original} AND NOT {with_version})",
            [self.language, *params, *more],
        )
