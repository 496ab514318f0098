"""The overview of a partnership: the root of its tree."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail.search import index

from home.overview import Overview
from meetings.models import DocumentPage, MeetingPage, MeetingSeries
from mme_site.caching.content_cache import cached
from mme_site.core import clock
from mme_site.core.dates import DatePrecision, PreciseDates, date_text, precision_field, reject_days_to_come
from mme_site.core.not_stated import NotStatedMixin
from mme_site.core.search_document import SearchDocument, non_empty
from mme_site.pages.base import BasePage
from mme_site.pages.blocks import BodyBlock, NonMigratingStreamField


class PartnershipPage(NotStatedMixin, PreciseDates, BasePage):
    """What the partnership is, drawn together from the tree below it."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "meetings.ThemeIndexPage",
        "meetings.MeetingIndexPage",
        "meetings.DocumentIndexPage",
        "members.MemberIndexPage",
        "home.StandardPage",
    ]
    page_description = _("The overview of a partnership. Its meetings, documents, themes and members stand below it.")

    short_name = models.CharField(_("short name"), max_length=40, help_text=_("Readers see it in the header: MME."))
    tagline = models.CharField(
        _("line below the short name"),
        max_length=80,
        blank=True,
        help_text=_("Readers see it in the header of every page: Africa–EU Partnership."),
    )
    standing = models.CharField(
        _("what it is"),
        max_length=80,
        blank=True,
        help_text=_("Readers see it above the title of the overview: Intergovernmental partnership."),
    )
    established_on = models.DateField(_("established"), null=True, blank=True)
    established_precision = precision_field(DatePrecision.YEAR)
    founding_meeting = models.ForeignKey(
        MeetingPage,
        verbose_name=_("founding meeting"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    outline = NonMigratingStreamField(BodyBlock(), verbose_name=_("what the partnership is"), blank=True)
    objectives = NonMigratingStreamField(BodyBlock(), verbose_name=_("objectives"), blank=True)
    secretariat = NonMigratingStreamField(BodyBlock(), verbose_name=_("secretariat"), blank=True)
    observers = NonMigratingStreamField(
        BodyBlock(),
        verbose_name=_("observers"),
        blank=True,
        help_text=_("States that are observers are listed by themselves, from their periods."),
    )
    partners = NonMigratingStreamField(
        BodyBlock(),
        verbose_name=_("partners"),
        blank=True,
        help_text=_("States that are partners are listed by themselves, from their periods."),
    )
    contact = NonMigratingStreamField(BodyBlock(), verbose_name=_("contact"), blank=True)
    own_series = ParentalManyToManyField(
        MeetingSeries,
        verbose_name=_("its own series of meetings"),
        blank=True,
        related_name="+",
        help_text=_("Their latest meetings are listed as the partnership's meetings."),
    )
    related_series = ParentalManyToManyField(
        MeetingSeries,
        verbose_name=_("related series of meetings"),
        blank=True,
        related_name="+",
        help_text=_("Their latest meetings are listed as related meetings."),
    )

    precise_dates = {"established_on": "established_precision"}
    established_text = date_text("established_on", "established_precision")
    can_be_not_stated = {
        "established": _("when it was established"),
        "secretariat": _("secretariat"),
        "observers": _("observers"),
        "partners": _("partners"),
        "contact": _("contact"),
    }

    words = (
        *(*BasePage.words, "short_name", "tagline", "standing", "outline", "objectives", "secretariat"),
        *("observers", "partners", "contact"),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel(["short_name", "tagline"]),
        FieldPanel("standing"),
        MultiFieldPanel(
            [
                FieldRowPanel(["established_on", "established_precision"]),
                PageChooserPanel("founding_meeting", "meetings.MeetingPage"),
            ],
            heading=_("Established"),
        ),
        FieldPanel("outline"),
        FieldPanel("objectives"),
        FieldPanel("secretariat"),
        MultiFieldPanel([FieldRowPanel(["own_series", "related_series"])], heading=_("Meetings")),
        InlinePanel(
            "key_documents",
            heading=_("Key documents"),
            label=_("Document"),
            help_text=_("In the order in which readers see them. The latest documents are listed by themselves."),
        ),
        FieldPanel("observers"),
        FieldPanel("partners"),
        FieldPanel("contact"),
        FieldPanel("not_stated"),
        *BasePage.source_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("short_name"),
        index.SearchField("outline"),
        index.SearchField("objectives"),
        index.SearchField("secretariat"),
        index.SearchField("observers"),
        index.SearchField("partners"),
        index.SearchField("contact"),
    ]

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")

    def clean(self):
        super().clean()
        reject_days_to_come(self, "established_on")

    @property
    def search_document(self):
        """The short name that it goes by, and the names of its series of meetings."""
        series = [*self.own_series.all(), *self.related_series.all()]
        return SearchDocument(
            names=non_empty(self.short_name),
            words=[*(str(name) for one in series for name in one.all_names), *non_empty(self.established_text)],
            weight=1,
        )

    def overview(self, request):
        """What the tree below this page holds, as of today; read once while no content changes."""
        today = clock.today()
        if getattr(request, "is_preview", False):  # of a draft that may name other series and documents
            return Overview(self, today)
        return cached(("overview", self.pk, today, get_language()), Overview(self, today).read)

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "overview": self.overview(request)}


class KeyDocument(Orderable):
    partnership = ParentalKey(PartnershipPage, on_delete=models.CASCADE, related_name="key_documents")
    document = models.ForeignKey(DocumentPage, on_delete=models.CASCADE, related_name="+", verbose_name=_("document"))

    panels = [PageChooserPanel("document", "meetings.DocumentPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("key document")
        verbose_name_plural = _("key documents")

    def __str__(self):
        return str(self.document)
