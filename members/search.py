"""What the search may know of members and bodies: which of them everybody may read, and where."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from members.models import Body, Member, MemberIndexPage, MembershipPeriod
from members.models.kinds import BodyKind
from mme_site.caching.content_cache import cached
from mme_site.core.localized import language_of, localized_url
from mme_site.core.searchable import RecordLink


class SearchableMembers:
    """Members are found on a site that has a public list of a body that they belong to, or once did."""

    model = Member

    def public_keys(self, root: Page) -> QuerySet:
        return MemberIndexPage.members_of(read_lists(root)).values("pk")

    def links(self, keys: Collection[int], root: Page, language: str, request: HttpRequest) -> dict[int, RecordLink]:
        """Return the links to members below the list in the reader's language, or else any list."""
        page = list_for(language, root)
        members = Member.objects.in_bulk(keys) if page else {}
        return {key: RecordLink(member.name, page.member_url(member, request)) for key, member in members.items()}


class SearchableBodies:
    """A body leads to the list of its members, where that counts it, or shows members of it."""

    model = Body

    def public_keys(self, root: Page) -> QuerySet:
        lists = read_lists(root)
        counted = [body.pk for page in lists for body in page.counted_bodies]
        listed = MemberIndexPage.members_of(lists)
        communities = MembershipPeriod.objects.filter(member__in=listed.values("pk"), body__kind=BodyKind.REC)
        return Body.objects.filter(Q(pk__in=counted) | Q(pk__in=communities.values("body"))).values("pk")

    def links(self, keys: Collection[int], root: Page, language: str, request: HttpRequest) -> dict[int, RecordLink]:
        """Return the links to the list, limited to each body."""
        page = list_for(language, root)
        address = localized_url(page, request) if page else ""
        return {
            key: RecordLink(body.name, f"{address}?{'rec' if body.kind == BodyKind.REC else 'body'}={body.code}")
            for key, body in (Body.objects.in_bulk(keys) if page else {}).items()
        }


def read_lists(root: Page) -> list[MemberIndexPage]:
    """Return the lists themselves: whether a page is public is, inside another query, too much for SQLite."""
    return cached(("public lists of members", root.path), lambda: list(lists_below(root)))


def list_for(language: str, root: Page) -> MemberIndexPage | None:
    """Return the list in a language, or else any."""
    return min(read_lists(root), key=lambda page: language_of(page) != language, default=None)


def lists_below(root: Page) -> QuerySet:
    return MemberIndexPage.objects.live().public().descendant_of(root)
