"""A meeting of the partnership, or of a process beside it."""

from operator import attrgetter

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.rich_text import get_text_for_indexing as plain_text
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from meetings.forms import MeetingPageForm
from meetings.latest_pages import latest_pages
from meetings.models.dated import DatedMeeting
from meetings.models.kind import KindField, KindOf, name_of_kind
from meetings.models.kinds import CALLED_OFF, MeetingStatus, PointSubject, label_of
from meetings.models.place import all_names_of_place, place_name
from meetings.models.querysets import MeetingManager, in_readers_language
from meetings.models.series import MeetingSeries
from meetings.models.theme import ThemePage
from meetings.search_words import WEIGHTS, identifiers_in, places_of, themes_of
from members.membership import cached_members
from members.models import MemberIndexPage
from mme_site.caching.content_cache import is_caching
from mme_site.core import clock
from mme_site.core.conditional_panels import RULES_CONTROLLER, hide_if
from mme_site.core.dates import first_day, last_day
from mme_site.core.languages import separator
from mme_site.core.not_stated import NotStatedMixin
from mme_site.core.search_dates import date_words
from mme_site.core.search_document import SearchDocument, SearchDocumentPart, non_empty
from mme_site.core.sources import CheckedFact, WithOtherNames, numbered_sources
from mme_site.files.privacy import files_taken_down
from mme_site.pages.base import BasePage
from mme_site.pages.blocks import BodyBlock, NonMigratingStreamField
from mme_site.pages.linked_pages import prefetch_links

LISTED = 25  # documents that a meeting, and meetings that a document, shows by itself
TIMELINE = "timeline"  # the address below the list of meetings that no meeting can have


class MeetingPage(DatedMeeting, NotStatedMixin, WithOtherNames, CheckedFact, BasePage):
    """A meeting with its dates, place, agenda, participants and outcome."""

    parent_page_types = ["meetings.MeetingIndexPage"]
    subpage_types = []
    page_description = _("A meeting: when, where, its agenda, who took part and what it adopted.")
    base_form_class = MeetingPageForm
    read_with = ("series",)
    can_be_not_stated = {"date": _("date"), "place": _("place")}

    kind = KindField(_("kind"), of=KindOf.MEETING, help_text=_("Readers filter the list by it."))
    series = models.ForeignKey(
        MeetingSeries,
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meetings",
        help_text=_("Readers get from one meeting of a series to the previous and the next."),
    )
    number = models.PositiveSmallIntegerField(
        _("number in the series"),
        null=True,
        blank=True,
        help_text=_("Readers see it beside the series. The checks (spectacles, at the top) say which would be next."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=MeetingStatus.choices,
        default=MeetingStatus.PLANNED,
        help_text=_("Readers are warned of a meeting postponed or cancelled. Upcoming and past follow from the days."),
    )

    city = models.CharField(_("city"), max_length=120, blank=True)
    host = models.ForeignKey(
        "members.Member",
        verbose_name=_("host country"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosted_meetings",
        help_text=_("Readers see the name that it had on that day."),
    )
    venue = models.CharField(_("venue"), max_length=255, blank=True, help_text=_("The building, where it is known."))
    online_url = models.URLField(_("online link"), blank=True, help_text=_("Where readers can follow the meeting."))
    organisers = models.CharField(_("organisers"), max_length=255, blank=True)
    participants = models.TextField(_("participants"), blank=True, help_text=_("As the source states them."))
    motto = models.CharField(_("motto"), max_length=255, blank=True, help_text=_("The title the meeting gave itself."))
    themes = ParentalManyToManyField(ThemePage, verbose_name=_("themes"), blank=True, related_name="meetings")
    body = NonMigratingStreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    objects = MeetingManager()

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("kind"),  # the code of a kind, whose names are translated with it
        SynchronizedField("city"),
    ]
    words = (*BasePage.words, "motto", "organisers", "participants", "venue", "note", "body")

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel(["kind", "status"]),
                FieldRowPanel(["series", FieldPanel("number", attrs=hide_if(series=""))]),
                FieldPanel("motto"),
            ],
            heading=_("What it is"),
            attrs=RULES_CONTROLLER,
        ),
        MultiFieldPanel(
            DatedMeeting.date_panels,
            heading=_("When"),
            attrs=RULES_CONTROLLER,
        ),
        MultiFieldPanel(
            [FieldRowPanel(["city", "host"]), FieldPanel("venue"), FieldPanel("online_url")], heading=_("Where")
        ),
        FieldPanel("not_stated"),
        InlinePanel(
            "points",
            heading=_("What is known of it"),
            label=_("Point"),
            help_text=_("What came out of it, who took part, what was to come next: a sentence each, with its source."),
        ),
        InlinePanel(
            "deadlines",
            heading=_("Deadlines"),
            label=_("Deadline"),
            help_text=_(
                "What is due by when. Readers see the earliest first, and can subscribe to all in their calendar."
            ),
        ),
        InlinePanel("agenda_items", heading=_("Agenda"), label=_("Item")),
        HelpPanel(template="meetings/admin/papers_panel.html", heading=_("Papers")),
        MultiFieldPanel(["organisers", "participants"], heading=_("Who")),
        FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
        FieldPanel("body"),
        InlinePanel("other_names", heading=_("Other names"), label=_("Name")),
        MultiFieldPanel(CheckedFact.check_panels, heading=_("How sure this is")),
        *BasePage.source_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("motto"),
        index.SearchField("city"),
        index.SearchField("venue"),
        index.SearchField("organisers"),
        index.SearchField("participants"),
        index.SearchField("note"),
        index.SearchField("body"),
        index.SearchField("point_texts"),
        index.RelatedFields("other_names", [index.SearchField("name")]),
        index.RelatedFields("agenda_items", [index.SearchField("number"), index.SearchField("title")]),
        index.FilterField("start_date"),
        index.FilterField("kind"),
        index.FilterField("status"),
    ]

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [
            models.Index(fields=["end_date", "start_date"], name="meeting_by_date"),
            models.Index(fields=["start_date"], name="meeting_by_first_day"),
            models.Index(fields=["series", "start_date"], name="meeting_in_series"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__gte=F("start_date")) | Q(start_date=None) | Q(end_date=None),
                name="meeting_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(start_date=None) | Q(end_date__isnull=False),
                name="meeting_with_first_day_has_last_day",
            ),
        ]

    def clean(self):
        """Refuse dates, times and a status that cannot be."""
        super().clean()
        errors = self.date_errors()
        if self.slug == TIMELINE:
            errors["slug"] = _("This address is that of the timeline.")
        if errors:
            raise ValidationError(errors)

    def lock_compared_records(self):
        """Meetings of a series are published one after the other, so that no two are on the same days."""
        if self.series_id:
            list(MeetingSeries.objects.select_for_update().filter(pk=self.series_id).values_list("pk"))

    def get_kind_display(self):
        return name_of_kind(KindOf.MEETING, self.kind)

    def get_status_display(self):
        return label_of(MeetingStatus, self.status)

    @cached_property
    def cached_host(self):
        """The host country; a request knows all members, and asks for none of them by itself."""
        return cached_members().get(self.host_id) if is_caching() else self.host

    @cached_property
    def host_name(self):
        """The host country's name on the day of the meeting."""
        if not self.cached_host:
            return ""
        return self.cached_host.name_on(self.start_date or clock.today())

    @property
    def city_name(self):
        """The city as the reader calls it."""
        return place_name(self.city)

    @property
    def places(self):
        """City and country as the reader calls them, as far as they are stated."""
        return [name for name in (self.city_name, self.host_name) if name]

    @property
    def place(self):
        """The same in one text."""
        return separator().join(self.places)

    @property
    def is_called_off(self):
        """True when the meeting does not, or did not, take place on its dates."""
        return self.status in CALLED_OFF

    @property
    def is_announced(self):
        """True where it is said that it will take place."""
        return self.status in (MeetingStatus.PLANNED, MeetingStatus.CONFIRMED)

    @property
    def search_summary(self):
        return " · ".join(filter(None, [str(self.get_kind_display()), self.date_text, self.place]))

    @property
    def search_document(self):
        """Its other names, days, kind, place and themes, its deadlines, and its agenda item by item."""
        return SearchDocument(
            names=[other.name for other in self.other_names.all()],
            words=[
                *(map(str, self.series.all_names) if self.series else ()),
                *all_names_of_place(self.city),
                *(self.host.search_names if self.host else ()),
                *date_words(self.start_date, self.end_date, self.date_precision),
                *identifiers_in(source.says for source in self.sources.all()),
            ],
            date=self.start_date,
            facets={
                "kind": [self.kind],
                "year": non_empty(self.year),
                "series": non_empty(self.series and self.series.slug),
                "theme": themes_of(self, self.shown_points),
                "place": non_empty(self.city),
                **places_of(self.host, self.start_date),
            },
            weight=WEIGHTS.get(self.kind, 0),
            parts=[
                *(SearchDocumentPart(str(deadline), "", "deadlines") for deadline in self.deadlines.all()),
                *(
                    SearchDocumentPart(str(item), plain_text(item.text), item.anchor)
                    for item in self.agenda_items.all()
                ),
            ],
        )

    @cached_property
    def shown_points(self):
        """What is known of it, as far as readers may see it."""
        points = in_readers_language(self.points.all(), "meeting", "text")
        return [point for point in points if point.is_shown]

    @cached_property
    def points_by_subject(self):
        """The points that readers may see, by what they are about."""
        return {
            name: [point for point in self.shown_points if point.about == subject]
            for name, subject in ((subject.name.lower(), subject) for subject in PointSubject)
        }

    @property
    def outcomes(self):
        """What came out of it, as far as readers may see it."""
        return self.points_by_subject["outcome"]

    @property
    def point_texts(self):
        """Its points for the search, as far as readers may see them."""
        return [point.text for point in self.shown_points]

    @property
    def is_bare(self):
        """True where nothing is said of it but its facts."""
        return not (self.shown_points or self.participants or self.body)

    @cached_property
    def all_sources(self):
        """The sources of the page, then those of its points, each once."""
        return numbered_sources(self.sources.all(), self.shown_points)

    @cached_property
    def next_steps(self):
        """What was to happen next, each with the public meeting at which it happened, or None."""
        steps = self.points_by_subject["next_step"]
        keys = [step.led_to_id for step in steps if step.led_to_id]
        found = MeetingPage.objects.live().public().for_listing().in_bulk(keys) if keys else {}
        return [(step, found.get(step.led_to_id)) for step in steps]

    @cached_property
    def member_list(self):
        return MemberIndexPage.of_partnership(self)

    @cached_property
    def members_that_day(self):
        """How many members there were on it; None where it is to come, or on some of its days there were others."""
        if not (self.start_date and self.member_list):
            return None
        until = last_day(self.end_date or self.start_date, self.date_precision)
        if until > clock.today():
            return None
        counts = self.member_list.counts_on(first_day(self.start_date, self.date_precision))
        if until > self.start_date and self.member_list.counts_on(until).bodies != counts.bodies:
            return None
        return counts

    @cached_property
    def in_series(self):
        """The public meetings of the same series and partnership that took place or will."""
        meetings = self.within_partnership(MeetingPage.objects.live().public()).for_listing()
        return meetings.not_called_off().filter(series=self.series_id).exclude(pk=self.pk)

    @cached_property
    def previous(self):
        if not (self.series and self.start_date):
            return None
        return self.in_series.filter(start_date__lt=self.start_date).order_by("start_date").last()

    @cached_property
    def next(self):
        if not (self.series and self.start_date):
            return None
        return self.in_series.filter(start_date__gt=self.start_date).order_by("start_date").first()

    def host_url(self, request):
        """Return the address of the host country below the list of members, or None."""
        if not (self.cached_host and self.member_list and self.member_list.has_page_for(self.cached_host)):
            return None
        return self.member_list.member_url(self.cached_host, request)

    @property
    def deadlines_in_order(self):
        """What is due before it, the earliest first, in the reader's words."""
        return sorted(in_readers_language(self.deadlines.all(), "meeting", "title"), key=attrgetter("due"))

    def agenda_with(self, documents):
        """Return the agenda's items, each with those of its papers that are in `documents`."""
        items = in_readers_language(self.agenda_items.all(), "meeting", "title", "text")
        if isinstance(items, models.QuerySet):  # in a preview the items are not stored, and hold their papers
            items = list(items.prefetch_related("papers"))
            prefetch_links(item.text for item in items)
        agenda = [(item, [paper.document_id for paper in item.papers.all()]) for item in items]
        found = documents.in_bulk([pk for _item, papers in agenda for pk in papers])
        return [(item, [found[pk] for pk in papers if pk in found]) for item, papers in agenda]

    def get_context(self, request, *args, **kwargs):
        # Documents name the meeting that adopted them, and so this module does not import theirs.
        documents = MeetingPage.outcome_documents.rel.related_model.objects.live().public()
        outcomes, all_outcomes = latest_pages(documents.of_meeting(self), LISTED, request, f"meeting={self.slug}")
        discussed, all_discussed = latest_pages(documents.discussed_at(self), LISTED, request, f"discussed={self.slug}")
        themes = ThemePage.objects.live().public()
        return {
            **super().get_context(request, *args, **kwargs),
            "outcomes": outcomes,
            "all_outcomes": all_outcomes,
            "holds_papers": SimpleLazyObject(
                lambda: {line.file_id for one in outcomes for line in one.files.all()} - {None} - files_taken_down()
            ),
            "discussed": discussed,
            "all_discussed": all_discussed,
            "deadlines": SimpleLazyObject(lambda: self.deadlines_in_order),
            "agenda": SimpleLazyObject(lambda: self.agenda_with(documents)),
            "page_themes": SimpleLazyObject(lambda: themes.among(self.themes.all())),
            "host_url": SimpleLazyObject(lambda: self.host_url(request)),
        }
