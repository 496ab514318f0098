"""What everybody may read now: asked of the pages, members and files themselves in every query."""

import functools
from functools import cached_property

from django.db import connection

from members.models import MemberIndexPage
from mme_site.core.querysets import private_paths
from mme_site.files.models import SiteDocument
from mme_site.files.privacy import is_in_private_collection
from search.engine.sources import sources_for


class Visible:
    """What a site, by its root page, shows to everybody, as conditions of queries.

    `m` is a `search_source` there, and `p` the page that it is of, if it is of one.
    """

    def __init__(self, root, language):
        self.root = root
        self.language = language
        self.left_out = []  # results that are not shown for this question

    @cached_property
    def private_paths(self):
        """The paths of the pages that not everybody may read, nor what is below them."""
        return private_paths()

    @cached_property
    def member_list(self):
        """The list that members are shown in, in the reader's language where there is one, or None."""
        lists = MemberIndexPage.objects.live().public().descendant_of(self.root).select_related("locale")
        return min(lists, key=lambda page: page.locale.language_code != self.language, default=None)

    def page(self, alias="p"):
        """Return the condition that a page is public and stands on this site."""
        parts = [f"{alias}.live", f"substr({alias}.path, 1, %s) = %s"]
        params = [len(self.root.path), self.root.path]
        for path in self.private_paths:
            parts.append(f"substr({alias}.path, 1, %s) <> %s")
            params += [len(path), path]
        return " AND ".join(parts), params

    @cached_property
    def source(self):
        """The condition that what a source is of may be shown."""
        page, params = self.page()
        members, more = self.members
        return f"(({page}) OR m.member_id IN ({members}))", [*params, *more]

    @cached_property
    def sources(self):
        """What is known of all sources, as they are visible."""
        return sources_for(self)

    @cached_property
    def members(self):
        """The statement of the published members that a public list of the site counts, now or once."""
        listed, params = self.page("l")
        return (
            "SELECT mb.id FROM members_member mb JOIN members_membershipperiod mp ON mp.member_id = mb.id"
            " JOIN members_memberindexpage_bodies lb ON lb.body_id = mp.body_id"
            f" JOIN wagtailcore_page l ON l.id = lb.memberindexpage_id WHERE mb.live AND {listed}"
        ), params

    @cached_property
    def file(self):
        """The condition that the file of a source may be read, as its page uses it, or that it is of none."""
        withheld, params = withheld_files()
        return (
            "(m.file_id IS NULL OR (EXISTS (SELECT 1 FROM files_fileuse u WHERE u.document_id = m.file_id"
            f" AND u.page_id = m.page_id) AND m.file_id NOT IN ({withheld})))"
        ), params

    @cached_property
    def near(self):
        """The condition that a source is in the reader's language, or has no version in it that is public."""
        version, params = self.page("q")
        return (
            "(m.language IN ('', %s) OR NOT EXISTS (SELECT 1 FROM search_source o"
            " JOIN wagtailcore_page q ON q.id = o.page_id"
            f" WHERE o.family = m.family AND o.language = %s AND {version}))"
        ), [self.language, self.language, *params]


@functools.cache
def withheld_files():
    """Return the statement of the files in private collections, and its parameters."""
    withheld = SiteDocument.objects.filter(is_in_private_collection()).order_by().values("pk")
    return withheld.query.get_compiler(connection=connection).as_sql()
