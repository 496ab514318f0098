"""What the search may know of members: which of them everybody may read, and where."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from members.models import Member, MemberIndexPage
from mme_site.caching.content_cache import cached
from mme_site.core.searchable import RecordLink


class SearchableMembers:
    """Members are found on a site that has a public list of a body that they belong to, or once did."""

    model = Member

    def public_keys(self, root: Page) -> QuerySet:
        return MemberIndexPage.members_of(lists_below(root)).values("pk")

    def links(self, keys: Collection[int], root: Page, language: str, request: HttpRequest) -> dict[int, RecordLink]:
        """Return the links to members below the list in the reader's language, or else any list."""
        page = cached(("list of members", root.path, language), lambda: list_in(language, root))
        members = Member.objects.in_bulk(keys) if page else {}
        return {key: RecordLink(member.name, page.member_url(member, request)) for key, member in members.items()}


def lists_below(root: Page) -> QuerySet:
    return MemberIndexPage.objects.live().public().descendant_of(root)


def list_in(language: str, root: Page) -> MemberIndexPage | None:
    lists = lists_below(root).select_related("locale")
    return min(lists, key=lambda page: page.locale.language_code != language, default=None)
