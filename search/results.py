"""One search over everything public: pages and members."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property
from wagtail.models import Locale, Page
from wagtail.search.query import MATCH_NONE
from wagtail.search.utils import parse_query_string

from members.models import Member, MemberIndexPage
from mme_site.pages import SitePageQuerySet


@dataclass(frozen=True)
class Result:
    """One line of the results."""

    title: str
    url: str
    kind: str
    facts: str
    summary: str
    language: str


class Results:
    """What is found for a query below the root page of a site; members first, then pages.

    It is a sequence that Paginator can slice: only the page of results that is shown is
    loaded.
    """

    def __init__(self, query, root, request):
        self.query = query
        self.root = root
        self.request = request

    @cached_property
    def parsed(self):
        """The query as the search backend takes it; quotation marks hold a phrase together."""
        # `word:word` would be taken as a filter, which no reader of this site means.
        _filters, query = parse_query_string(self.query.replace(":", " "), operator="and", zero_terms=MATCH_NONE)
        return query

    @cached_property
    def pages(self):
        """The public pages found, the best first."""
        public = SitePageQuerySet(Page).live().public().descendant_of(self.root, inclusive=True)
        # The search takes only plain conditions itself, which that of being public is not.
        return Page.objects.filter(pk__in=public.values("pk")).specific().search(self.parsed)

    @cached_property
    def member_list(self):
        """The list of members whose members can be found, or None."""
        lists = MemberIndexPage.objects.live().public().descendant_of(self.root)
        return lists.first()

    @cached_property
    def members(self):
        """The members found, the best first."""
        if self.member_list is None:
            return []
        listed = Member.objects.live().in_bodies(self.member_list.counted_bodies)
        return listed.search(self.parsed)

    @cached_property
    def member_count(self):
        return len(self.members)

    def __len__(self):
        return self.member_count + self.page_count

    @cached_property
    def page_count(self):
        return self.pages.count()

    def __getitem__(self, part):
        start, stop = part.start or 0, part.stop
        members = list(self.members[start:stop])
        left = stop - start - len(members)
        first = max(start - self.member_count, 0)
        pages = self.with_facts(list(self.pages[first : first + left]) if left else [])
        return [*map(self.member_result, members), *map(self.page_result, pages)]

    def with_facts(self, pages):
        """Return pages with all that their results read, in a fixed number of queries."""
        for page_type in {type(page) for page in pages}:
            found = [page for page in pages if type(page) is page_type]
            prefetch_related_objects(found, *page_type.search_facts_need)
        return pages

    @cached_property
    def languages(self):
        """The language code of each locale, by its key."""
        return dict(Locale.objects.values_list("pk", "language_code"))

    def member_result(self, member):
        """Return the line of a member."""
        return Result(
            title=member.name,
            url=self.member_list.member_url(member, self.request),
            kind=member._meta.verbose_name,
            facts=member.official_name,
            summary="",
            language="",
        )

    def page_result(self, page):
        """Return the line of a page."""
        return Result(
            title=page.title,
            url=page.get_url(self.request),
            kind=page.specific_class._meta.verbose_name,
            facts=page.search_facts,
            summary=page.summary,
            language=self.languages[page.locale_id],
        )
