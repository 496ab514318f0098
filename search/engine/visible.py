"""What everybody may read now: asked of the pages, records and files themselves."""

from collections.abc import Collection
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from mme_site.caching.content_cache import cached
from mme_site.core.querysets import foreign_originals, private_paths, translated_roots, translations_at_home
from search.engine.queries import Condition, all_of, is_among
from search.engine.sources import Sources
from search.registered import searchable_files, searchable_records


def among(alias: str, keys: Collection[int]) -> Condition:
    """Return the condition that a page is one of these."""
    return (f"{alias}.id IN ({', '.join(['%s'] * len(keys))})", [*keys]) if keys else ("1 = 0", [])


class Visible:
    """What a site, by its root page, shows to everybody, as conditions of queries.

    `m`, `d` and `p` are what they are in all queries (search/engine/queries.py).
    """

    def __init__(self, root: Page, language: str):
        self.root = root
        self.language = language
        self.left_out: list[int] = []  # results that are not shown for this question

    def page(self, alias: str = "p") -> Condition:
        """Return the condition that a page is public and stands on this site, or translates one that does."""
        original, params = self.original(alias)
        if not self.translated:
            return original, params
        trees = [*self.translated, self.root.path] if translations_at_home() else self.translated
        translation, more = self.page_below(trees, alias)
        of_public, most = self.original("translated")
        return (
            f"({original} OR {translation} AND EXISTS (SELECT 1 FROM wagtailcore_page translated"
            f" WHERE translated.translation_key = {alias}.translation_key AND {of_public}))"
        ), [*params, *more, *most]

    def original(self, alias: str) -> Condition:
        """Return the condition that a page is public and an original of this site, in whatever language."""
        at_home, params = self.page_below([self.root.path], alias)
        if not (self.translated and foreign_originals()):
            return at_home, params
        foreign, keys = among(alias, foreign_originals())
        translation, of_these = among(alias, translations_at_home())
        elsewhere, more = self.page_below(self.translated, alias)
        return (f"({at_home} AND NOT {translation} OR {elsewhere} AND {foreign})"), [*params, *of_these, *more, *keys]

    @cached_property
    def translated(self) -> list[str]:
        """The paths of the trees that hold translations of this site's pages."""
        versions = Page.objects.filter(translation_key=self.root.translation_key, path__in=translated_roots())
        return list(versions.order_by("path").values_list("path", flat=True)) if translated_roots() else []

    def page_below(self, roots: list[str], alias: str) -> Condition:
        """Return the condition that a page is public and below one of some roots."""
        places = " OR ".join(f"substr({alias}.path, 1, %s) = %s" for _path in roots)
        params = [param for path in roots for param in (len(path), path)]
        parts: list[Condition] = [(f"{alias}.live", []), (f"({places})", params)]
        parts += [(f"substr({alias}.path, 1, %s) <> %s", [len(path), path]) for path in private_paths()]
        return all_of(parts)

    @cached_property
    def document(self) -> Condition:
        """The condition that the page or record of a document may be shown."""
        return cached(("visible documents", self.root.path), self.page_or_record)

    def page_or_record(self) -> Condition:
        condition, params = self.page()
        for model, records in searchable_records().items():
            among, keys = is_among("d.record_id", records.public_keys(self.root))
            condition = f"{condition} OR d.record_type_id = %s AND {among}"
            params = [*params, ContentType.objects.get_for_model(model).pk, *keys]
        return f"({condition})", params

    @cached_property
    def sources(self) -> Sources:
        """What is known of all sources, as they are visible."""
        key = ("sources", self.root.path, self.language)
        return cached(key, lambda: Sources(self.document, self.file, self.near))

    @property
    def file(self) -> Condition:
        """The condition that the file of a source may be read, as its page uses it, or that it is of none."""
        among, params = is_among("(m.file_id, d.family)", searchable_files().readable_uses())
        return f"(m.file_id IS NULL OR {among})", params

    @property
    def near(self) -> Condition:
        """The condition that a document is in the reader's language, or the original of what has no version in it."""
        version, params = self.page("q")
        original, own = self.original("p")
        return (
            f"(d.language IN ('', %s) OR {original} AND NOT EXISTS"
            " (SELECT 1 FROM search_indexdocument o JOIN wagtailcore_page q ON q.id = o.page_id"
            f" WHERE o.family = d.family AND o.language = %s AND {version}))"
        ), [self.language, *own, self.language, *params]
