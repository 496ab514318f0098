"""A document: one work, with a file or an address for each language and format."""

from django import forms
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from meetings.citations import Citation
from meetings.forms import DocumentPageForm
from meetings.models.kind import KindField, KindOf, name_of_kind
from meetings.models.kinds import DateKind, RelationKind
from meetings.models.meeting import MeetingPage
from meetings.models.place import all_names_of_place, place_name
from meetings.models.querysets import DocumentManager, in_readers_language, keys_of
from meetings.models.theme import ThemePage
from meetings.search_words import WEIGHT_OF_DOCUMENTS, bodies_in, identifiers_in, places_of, themes_of
from mme_site.core.dates import PreciseDates, date_block, date_text, precision_field
from mme_site.core.languages import DOCUMENT_LANGUAGES, language_codes
from mme_site.core.not_stated import NotStatedMixin
from mme_site.core.search_dates import date_words
from mme_site.core.search_document import SearchDocument, non_empty
from mme_site.core.sources import CheckedFact, WithOtherNames, numbered_sources
from mme_site.core.unique_children import UniqueChildrenMixin
from mme_site.files.privacy import files_taken_down, withheld_files
from mme_site.pages.base import BasePage
from mme_site.pages.blocks import BodyBlock, NonMigratingStreamField


class DocumentPage(NotStatedMixin, WithOtherNames, CheckedFact, PreciseDates, UniqueChildrenMixin, BasePage):
    """A declaration, plan, report or other text, in all its languages and formats."""

    parent_page_types = ["meetings.DocumentIndexPage"]
    subpage_types = []
    page_description = _("A document: what was adopted or published, when, by whom, and its files in each language.")
    base_form_class = DocumentPageForm
    code_fields = ("symbol",)
    can_be_not_stated = {"date": _("date"), "body": _("by whom")}
    precise_dates = {"date": "date_precision"}
    unique_children = {"files": ("language", "file_id", "url"), "relations": ("target_id",)}

    kind = KindField(_("kind"), of=KindOf.DOCUMENT, help_text=_("Readers filter the list by it."))
    symbol = models.CharField(
        _("symbol"), max_length=60, blank=True, help_text=_("As it is printed, such as COM(2011) 743 final.")
    )
    date = models.DateField(
        _("date"), null=True, blank=True, help_text=_("Readers see no more of it than the precision says.")
    )
    date_precision = precision_field()
    date_kind = models.CharField(
        _("on that date it was"), max_length=10, choices=DateKind.choices, default=DateKind.ADOPTED
    )
    place = models.CharField(_("place"), max_length=120, blank=True, help_text=_("Where it was adopted or published."))
    body_responsible = models.CharField(
        _("adopted or published by"), max_length=255, blank=True, help_text=_("The body, as the text names it.")
    )
    adopters = models.TextField(
        _("adopted by"), blank=True, help_text=_("Who took part in adopting it, as the sources state it.")
    )
    follow_up = models.TextField(
        _("what it follows and what followed it"), blank=True, help_text=_("In words, where no document here says it.")
    )
    is_not_found = models.BooleanField(
        _("text not found online"), default=False, help_text=_("Only where it was looked for. Readers are told so.")
    )
    meeting = models.ForeignKey(
        MeetingPage,
        verbose_name=_("meeting"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="outcome_documents",
        help_text=_("Where it was adopted or which it reports. The document appears on that meeting's page."),
    )
    discussed_at = ParentalManyToManyField(
        MeetingPage,
        verbose_name=_("also discussed at"),
        blank=True,
        related_name="discussed_documents",
        help_text=_("Meetings that dealt with it without adopting it."),
    )
    themes = ParentalManyToManyField(ThemePage, verbose_name=_("themes"), blank=True, related_name="documents")
    body = NonMigratingStreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    date_text = date_text("date", "date_precision")

    objects = DocumentManager()

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("kind"),  # the code of a kind, whose names are translated with it
        SynchronizedField("symbol"),
        SynchronizedField("place"),
    ]
    words = (*BasePage.words, "body_responsible", "adopters", "follow_up", "note", "body")

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldRowPanel(["kind", "symbol"])], heading=_("What it is")),
        MultiFieldPanel(
            [
                FieldRowPanel(["date", "date_precision", "date_kind"]),
                FieldRowPanel(["place", "body_responsible"]),
                FieldPanel("adopters"),
                PageChooserPanel("meeting", "meetings.MeetingPage"),
                FieldPanel("discussed_at"),
                FieldPanel("not_stated"),
            ],
            heading=_("When, where and by whom"),
        ),
        InlinePanel(
            "key_points",
            heading=_("Key points"),
            label=_("Key point"),
            help_text=_("What the text says, a sentence each, with its place in the text and its source."),
        ),
        InlinePanel(
            "files",
            heading=_("Languages and files"),
            label=_("Language and format"),
            help_text=_("A line for each language and format. Readers choose from this table."),
        ),
        FieldPanel("is_not_found"),
        InlinePanel("relations", heading=_("Earlier documents"), label=_("Earlier document")),
        FieldPanel("follow_up"),
        FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
        FieldPanel("body"),
        InlinePanel("other_names", heading=_("Other names"), label=_("Name")),
        MultiFieldPanel(CheckedFact.check_panels, heading=_("How sure this is")),
        *BasePage.source_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("symbol", boost=5),
        index.SearchField("place"),
        index.SearchField("body_responsible"),
        index.SearchField("adopters"),
        index.SearchField("follow_up"),
        index.SearchField("note"),
        index.SearchField("body"),
        index.SearchField("key_point_texts"),
        index.RelatedFields("other_names", [index.SearchField("name")]),
        index.FilterField("date"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [
            models.Index(fields=["date"], name="document_by_date"),
            models.Index(fields=["meeting", "date"], name="document_of_meeting"),
            models.Index(fields=["kind", "date"], name="document_by_kind"),
        ]

    def lock_compared_records(self):
        """Documents that name earlier ones are published one after the other, so that no two close a circle."""
        if self.relations.all():
            list(Page.objects.select_for_update().filter(pk=self.get_parent().pk).values_list("pk"))

    def get_kind_display(self):
        return name_of_kind(KindOf.DOCUMENT, self.kind)

    @property
    def year(self):
        """The year of its date; 0 where no date is stated."""
        return self.date.year if self.date else 0

    @property
    def date_block(self):
        """The date as a leaf of a calendar; None where none is stated."""
        return date_block(self.date, None, self.date_precision) if self.date else None

    @property
    def place_name(self):
        """Where it was adopted or published, as the reader calls it."""
        return place_name(self.place)

    @property
    def search_summary(self):
        return " · ".join(filter(None, [str(self.get_kind_display()), self.symbol, self.date_text, self.place_name]))

    @property
    def search_document(self):
        """Its symbol and other names, date, kind, body, place and themes, and the languages it exists in."""
        meeting = self.meeting
        return SearchDocument(
            words=[
                *all_names_of_place(self.place),
                *(meeting.host.search_names if meeting and meeting.host else ()),
                *date_words(self.date, None, self.date_precision),
                *(date_words(meeting.start_date, meeting.end_date, meeting.date_precision) if meeting else ()),
                *identifiers_in(source.says for source in self.sources.all()),
            ],
            names=[*non_empty(self.symbol), *(other.name for other in self.other_names.all())],
            date=self.date,
            facets={
                "kind": [self.kind],
                "year": non_empty(self.year),
                "theme": themes_of(self, self.shown_key_points),
                "body": bodies_in(self.body_responsible),
                "file": ["yes"] if any(version.file_id for version in self.versions) else [],
                "language": [version.language for version in self.versions if version.is_text],
                "place": non_empty(self.place),
                **(places_of(meeting.host, self.date) if meeting else {}),
            },
            weight=WEIGHT_OF_DOCUMENTS,
        )

    @cached_property
    def shown_key_points(self):
        """What it says, as far as readers may see it."""
        points = in_readers_language(self.key_points.all(), "document", "text", "place_in_text")
        return [point for point in points if point.is_shown]

    @property
    def key_point_texts(self):
        """Its key points for the search, as far as readers may see them."""
        return [point.text for point in self.shown_key_points]

    @cached_property
    def all_sources(self):
        """The sources of the page, then those of its key points, each once."""
        return numbered_sources(self.sources.all(), self.shown_key_points)

    @cached_property
    def versions(self):
        """The files and addresses, the site's languages first, then the others by name."""
        files = self.files.all()
        if isinstance(files, models.QuerySet):  # in a preview the lines are not stored
            files = files.select_related("file__text")
        return in_order(files)

    @property
    def states_pages(self):
        """True where the number of pages of any version is known."""
        return any(version.page_count for version in self.versions)

    @cached_property
    def shown_versions(self):
        """The versions as (version, whether its file may be read by everybody)."""
        files = [version.file_id for version in self.versions if version.file_id]
        withheld = withheld_files(files) if files else set()
        prefetch_related_objects(self.versions, "file")
        opened = {source.url: source.checked_on for source in self.all_sources if source.url}
        for version in self.versions:
            version.opened_on = version.checked_on or opened.get(version.url)
        return [(version, version.file_id not in withheld) for version in self.versions]

    @cached_property
    def previewed_version(self):
        """The version whose first page and outline are shown, in the reader's language where there is one.

        Its file was read, and everybody may read it; None where there is no such version.
        """
        read = [version for version, is_public in self.shown_versions if is_public and version.was_read]
        in_own_language = (version for version in read if version.language == get_language())
        return next(in_own_language, read[0] if read else None)

    @property
    def languages(self):
        """The names of the languages in which the document is known, each once."""
        names = dict(DOCUMENT_LANGUAGES)
        known = dict.fromkeys(version.language for version in in_order(self.files.all()) if version.is_text)
        return [names[code] for code in known if code in names]

    @property
    def only_language(self):
        """The code of the one language in which the text is known; empty where that is none, or several."""
        known = {version.language for version in self.versions if version.is_text}
        return known.pop() if len(known) == 1 else ""

    @property
    def missing_languages(self):
        """The names of the site's languages in which no version is known."""
        known = {version.language for version in self.versions if version.is_text}
        names = dict(DOCUMENT_LANGUAGES)
        return [names[code] for code in language_codes() if code not in known]

    def related_documents(self, public):
        """Return the earlier and later documents among `public`, by relation."""
        earlier, later = self.relation_keys
        found = public.for_links().in_bulk([pk for _kind, pk in earlier + later]) if earlier or later else {}

        def of(pairs, kind):
            return [found[pk] for this, pk in pairs if this == kind and pk in found]

        return {
            "follows": of(earlier, RelationKind.FOLLOWS),
            "followed_by": of(later, RelationKind.FOLLOWS),
            "carries_out": of(earlier, RelationKind.CARRIES_OUT),
            "carried_out_by": of(later, RelationKind.CARRIES_OUT),
            "supersedes": of(earlier, RelationKind.SUPERSEDES),
            "corrects": of(earlier, RelationKind.CORRECTS),
            "superseded_by": of(later, RelationKind.SUPERSEDES),
            "corrected_by": of(later, RelationKind.CORRECTS),
        }

    @property
    def relation_keys(self):
        """The relations to earlier and to later documents, each as (kind, key of the document)."""
        relations = self.relations.all()
        if not isinstance(relations, models.QuerySet):  # in a preview the lines are not stored
            later = self.later_relations.values_list("kind", "document_id") if self.pk else ()
            return [(relation.kind, relation.target_id) for relation in relations], list(later)
        rows = relations.model.objects.filter(models.Q(document=self) | models.Q(target=self))
        rows = list(rows.values_list("kind", "document_id", "target_id"))
        earlier = [(kind, target) for kind, document, target in rows if document == self.pk]
        return earlier, [(kind, document) for kind, document, target in rows if target == self.pk]

    @property
    def public_meeting(self):
        """The meeting that adopted the document, where it is published."""
        meetings = MeetingPage.objects.live().public().for_listing()
        return meetings.filter(pk=self.meeting_id).first() if self.meeting_id else None

    @property
    def public_discussions(self):
        """The published meetings that dealt with the document without adopting it."""
        meetings = MeetingPage.objects.live().public().for_listing()
        return meetings.filter(pk__in=keys_of(self.discussed_at.all())).latest_first()

    def get_context(self, request, *args, **kwargs):
        public = DocumentPage.objects.live().public()
        themes = ThemePage.objects.live().public()
        return {
            **super().get_context(request, *args, **kwargs),
            "related": SimpleLazyObject(lambda: self.related_documents(public)),
            "adopting_meeting": SimpleLazyObject(lambda: self.public_meeting),
            "discussions": SimpleLazyObject(lambda: self.public_discussions),
            "page_themes": SimpleLazyObject(lambda: themes.among(self.themes.all())),
            "citation": SimpleLazyObject(lambda: Citation.of(self, self.get_full_url(request)) if self.pk else None),
        }


ORDER = {code: place for place, (code, _name) in enumerate(DOCUMENT_LANGUAGES)}


def in_order(versions):
    """Return versions in the order of their languages: the text before what tells of it, official ones first.

    Those whose file was taken down are left out.
    """
    down = files_taken_down()
    return sorted((version for version in versions if version.file_id not in down), key=place_of)


def place_of(version):
    language = ORDER.get(version.language, len(ORDER))  # a draft may have none yet
    return language, not version.is_text, not version.is_official
