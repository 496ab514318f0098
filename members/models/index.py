"""The page that lists the members as of a date, and each member below it."""

import datetime
from collections.abc import Iterable

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.db import models
from django.http import Http404, HttpRequest, QueryDict
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index

from members.changes import changes_of
from members.forms import ChangesFilterForm, MapFilterForm, MemberFilterForm
from members.listing import MemberListing
from members.map.drawing import MemberMap
from members.membership import Counts, cached_members, count_members
from members.models.bodies import Body
from members.models.kinds import BodyKind, Region
from members.models.member import CHANGES, MAP, Member, MemberQuerySet
from members.models.periods import MembershipPeriod
from members.search_words import suspension_label
from mme_site.caching.content_cache import cached
from mme_site.core import clock
from mme_site.core.languages import in_every_language
from mme_site.core.localized import localized_url
from mme_site.core.previews import day_of_preview_mode, days_around, preview_modes_for_days
from mme_site.core.search_document import SearchDocument
from mme_site.pages.base import BasePage
from mme_site.pages.blocks import BodyBlock, NonMigratingStreamField

ONE_YEAR = 31_536_000  # seconds


class MemberIndexPage(RoutablePageMixin, BasePage):
    """The members of the partnership on a day of the reader's choice."""

    subpage_types = []
    max_count_per_parent = 1
    page_description = _("Lists the members as of a date. Members themselves are edited under Snippets → Members.")
    query_parameters = frozenset({*MapFilterForm.base_fields, *ChangesFilterForm.base_fields, "version"})

    bodies = ParentalManyToManyField(
        Body,
        verbose_name=_("bodies"),
        related_name="+",
        help_text=_("The members of these bodies are the members of the partnership, in this order of counting."),
    )
    readings = NonMigratingStreamField(
        BodyBlock(),
        verbose_name=_("how to read the counts"),
        blank=True,
        help_text=_("Readers see it below the list: which definition the counts follow, and which others exist."),
    )
    source_note = NonMigratingStreamField(
        BodyBlock(),
        verbose_name=_("sources of the list"),
        blank=True,
        help_text=_("Readers see it at the foot of the list: what the source keys stand for."),
    )

    words = (*BasePage.words, "readings", "source_note")

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("bodies"),
        FieldPanel("readings"),
        FieldPanel("source_note"),
        *BasePage.source_panels,
    ]

    search_fields = [*BasePage.search_fields, index.SearchField("readings"), index.SearchField("source_note")]

    class Meta:
        verbose_name = _("member list")
        verbose_name_plural = _("member lists")

    @property
    def search_document(self) -> SearchDocument:
        """The bodies whose members it lists, and what the list can be limited by."""
        bodies = [*self.counted_bodies, *Body.objects.filter(kind=BodyKind.REC)]
        labels = [label for region in Region for label in in_every_language(lambda region=region: region.label)]
        return SearchDocument(
            words=[
                *(name for body in bodies for name in (body.code, *map(str, body.all_names))),
                *labels,
                *in_every_language(suspension_label),
                *in_every_language(lambda: gettext("Map of the members")),
                *in_every_language(lambda: gettext("Joined and left")),
            ],
            weight=1,
        )

    @classmethod
    def of_partnership(cls, page: BasePage) -> "MemberIndexPage | None":
        """Return the live member list of the partnership that a page belongs to, or None."""
        return cached(
            ("member list", page.site_root_path), lambda: page.within_partnership(cls.objects.live().public()).first()
        )

    @classmethod
    def showing(cls, member: Member) -> "MemberIndexPage | None":
        """Return the live list of the bodies that a member belongs to, else of any; None where there is none."""
        lists = cls.objects.live().public().order_by("path")
        return lists.filter(bodies__in=[period.body_id for period in member.cached_periods]).first() or lists.first()

    @classmethod
    def members_of(cls, lists: Iterable["MemberIndexPage"]) -> MemberQuerySet:
        """Return who has a page below one of these lists: the published members that are, or were, in its bodies."""
        bodies = cls.bodies.through.objects.filter(memberindexpage__in=lists)
        return Member.objects.live().in_bodies(bodies.values("body"))

    def has_page_for(self, member: Member) -> bool:
        """Say the same of one member, whose history is known."""
        return member.live and any(period.body in self.counted_bodies for period in member.cached_periods)

    def member_at(self, slug: str) -> Member:
        """Return the member whose page has an address below this list; raise Http404 where there is none."""
        for member in cached_members().values():
            if member.slug == slug and self.has_page_for(member):
                return member
        raise Http404

    @classmethod
    def requested_member(cls, request: HttpRequest) -> Member | None:
        """Return the member, live or not, at an address below a live list of the request's site."""
        above, _slash, slug = request.path.rstrip("/").rpartition("/")
        member = Member.objects.filter(slug=slug).first()
        lists = cls.objects.live().public() if member else ()
        shown = (page for page in lists if localized_url(page, request) == f"{above}/")
        periods = member.cached_periods if member else ()
        return member if any(period.body in page.counted_bodies for page in shown for period in periods) else None

    @cached_property
    def counted_bodies(self) -> list[Body]:
        """The bodies in a fixed order, by abbreviation."""
        return list(self.bodies.all().order_by("code"))

    @property
    def counted_bodies_and_recs(self):
        """The bodies, and all regional economic communities, in one query where it is stored; not to be changed."""
        bodies = self.bodies.all()
        if not isinstance(bodies, models.QuerySet):  # in a preview they are not stored
            return self.counted_bodies, list(Body.objects.filter(kind=BodyKind.REC))
        is_counted = models.Q(pk__in=bodies.values("pk"))
        return cached(("bodies", self.pk), lambda: self.read_bodies_and_recs(is_counted))

    @staticmethod
    def read_bodies_and_recs(is_counted):
        found = Body.objects.filter(is_counted | models.Q(kind=BodyKind.REC)).annotate(
            is_counted=models.ExpressionWrapper(is_counted, models.BooleanField())
        )
        found = list(found.order_by("code"))
        return [body for body in found if body.is_counted], [body for body in found if body.kind == BodyKind.REC]

    def filter_form(self, query: QueryDict) -> MemberFilterForm:
        """Return the form of the list's day and filters."""
        return MemberFilterForm(query, *self.counted_bodies_and_recs)

    def counts_on(self, date: datetime.date) -> Counts:
        return count_members(self.counted_bodies, date)

    def member_url(self, member: Member, request: HttpRequest | None = None) -> str:
        return localized_url(self, request) + self.reverse_subpage("member", args=[member.slug])

    @property
    def routes(self):
        """The list, its map, and every member below it."""
        slugs = self.members_of([self]).values_list("slug", flat=True)
        return ["/", f"/{MAP}/", f"/{CHANGES}/", *(f"/{slug}/" for slug in slugs)]

    @path("", name="index_route")
    def member_list(self, request):
        """The list as of a date, filtered."""
        listing = MemberListing(self, request.GET)
        return self.render(request, context_overrides={"listing": listing, "map": MemberMap(listing)})

    @path(f"{MAP}/", name="map")
    def map_page(self, request):
        """The same list on a map, each member a link."""
        return self.render(
            request,
            context_overrides={
                "map": MemberMap(MemberListing(self, request.GET, MapFilterForm)),
                "breadcrumbs": [*self.breadcrumbs, self],
            },
            template="members/member_map.html",
        )

    @path(f"{CHANGES}/", name="changes")
    def changes(self, request):
        """Who joined, left and was suspended, in the order of time."""
        form = ChangesFilterForm(request.GET, self.counted_bodies)
        what, body = form.chosen.get("what"), form.chosen.get("body")
        changes = [
            change
            for change in changes_of(self.counted_bodies)
            if what in (None, change.kind) and body in (None, change.fact.body.code)
        ]
        context = {"form": form, "changes": changes, "breadcrumbs": [*self.breadcrumbs, self]}
        return self.render(request, context_overrides=context, template="members/changes.html")

    @path(f"{MAP}/picture/", name="map_picture")
    @csp_replace({"default-src": [NONE], "script-src": [NONE], "style-src": [UNSAFE_INLINE]})
    def map_picture(self, request):
        """The map as a picture, which may be kept as long as its address names what it shows."""
        drawn = MemberMap(MemberListing(self, request.GET))
        response = TemplateResponse(request, "members/map/picture.svg", {"map": drawn}, content_type="image/svg+xml")
        if request.GET.get("version") == drawn.version:
            patch_cache_control(response, public=True, max_age=ONE_YEAR, immutable=True)
        return response

    @path("<slug:slug>/", name="member")
    def member(self, request, slug):
        """One member, with its periods and names."""
        return self.render_member(request, self.member_at(slug), clock.today())

    def render_member(self, request: HttpRequest, member: Member, date: datetime.date) -> TemplateResponse:
        """Return the page of a member as of a day."""
        sections = hooks.get_hooks("member_sections") if member.pk else []  # which ask the database for it
        return self.render(
            request,
            context_overrides={
                "member": member,
                "period_today": member.role_on(date, self.counted_bodies),
                "suspension_today": member.suspension_on(date),
                "sections": [section(member, self, request) for section in sections],
                "breadcrumbs": [*self.breadcrumbs, self],
            },
            template="members/member.html",
        )

    @property
    def preview_modes(self):
        """The list, today or as of a day on which a member came or went, and its map."""
        bodies = [body.pk for body in self.counted_bodies]
        periods = MembershipPeriod.objects.filter(body__in=bodies, member__live=True)
        days = days_around(periods.values_list("from_date", "until_date"))
        return [("", _("Today")), (f"{MAP}/", _("On the map")), *preview_modes_for_days(days)]

    def serve_preview(self, request, mode_name):
        """Show the list as it was on a day, for a mode that names one."""
        if mode_name == f"{MAP}/":
            return self.map_page(request)
        if day := day_of_preview_mode(mode_name):
            request.GET = QueryDict(f"as_of={day.isoformat()}")
        return super().serve_preview(request, mode_name)

    @property
    def routes_in_sitemap(self):
        """The list, its map, and every member below it."""
        below = (self.reverse_subpage("member", args=[member.slug]) for member in self.members_of([self]))
        return ["", self.reverse_subpage("map"), self.reverse_subpage("changes"), *below]
