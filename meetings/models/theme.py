"""What the partnership works on: its themes."""

from django.db import models
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from meetings.agreed_points import AgreedPoints
from meetings.latest_pages import latest_pages
from meetings.models.querysets import ThemeManager
from mme_site.core.paging import CachedCountPaginator
from mme_site.core.search_document import SearchDocument
from mme_site.pages.base import BasePage
from mme_site.pages.text_page import TextPage

LISTED = 10  # meetings, and documents, that a theme shows by itself
POINTS_LISTED = 40  # of what was agreed; the rest is on the pages that follow


class Drawing(models.TextChoices):
    """The site's own drawings of themes (`meetings/static/drawings`), each with what it shows."""

    BROKEN_CHAIN = "broken-chain", _("A chain that breaks")
    BOAT = "boat", _("A small boat with three people on the waves")
    COIN = "coin", _("A coin on its way from one house to another")
    THREADS = "threads", _("Threads that join a circle to six others far from it")
    SUITCASE = "suitcase", _("A suitcase between an arrow that leaves and one that comes back")
    ROOF = "roof", _("Two people under one roof")


class ThemeIndexPage(TextPage):
    """The themes of the current focus, a page each."""

    subpage_types = ["meetings.ThemePage"]
    max_count_per_parent = 1
    page_description = _("Holds the themes that the partnership works on; each is a page below it.")

    class Meta:
        verbose_name = _("theme list")
        verbose_name_plural = _("theme lists")

    @cached_property
    def themes(self):
        """The published themes in the order of the page tree."""
        return ThemePage.objects.descendant_of(self).live().public().with_questions()

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "themes": self.themes}


class ThemePage(TextPage):
    """One theme, with the meetings and documents that deal with it."""

    parent_page_types = ["meetings.ThemeIndexPage", "meetings.ThemePage"]
    subpage_types = ["meetings.ThemePage"]
    page_description = _(
        "A theme, or a question below one. Points, meetings and documents that name it appear on it by themselves."
    )
    query_parameters = frozenset({"page"})

    drawing = models.CharField(
        _("drawing"),
        max_length=20,
        choices=Drawing.choices,
        blank=True,
        help_text=_("Readers see it on the theme's card and page, and where somebody shares the address."),
    )

    objects = ThemeManager()

    content_panels = [*BasePage.content_panels, FieldPanel("drawing"), FieldPanel("body"), *BasePage.source_panels]
    override_translatable_fields = [*TextPage.override_translatable_fields, SynchronizedField("drawing")]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    @property
    def search_document(self) -> SearchDocument:
        """What was agreed on it, as its page lists it: a theme is wanted by those who ask for its subject."""
        return SearchDocument(words=[point.text for point in self.agreed_points()[:POINTS_LISTED]], weight=1)

    @property
    def drawing_url(self) -> str:
        """The address of its drawing; empty where it has none."""
        return static(f"drawings/{self.drawing}.svg") if self.drawing else ""

    @property
    def shared_picture(self) -> tuple[str, str] | None:
        """The address of what is shown where somebody shares the page, and what it shows; None without a drawing."""
        return (static(f"drawings/{self.drawing}.png"), self.get_drawing_display()) if self.drawing else None

    def latest_pages(self, name: str, request: HttpRequest) -> tuple:
        """Return the latest published pages that name this theme, and the address of all where they are more.

        `name` is that of the relation: 'meetings' or 'documents', whose modules import this one.
        """
        model = getattr(ThemePage, name).rel.related_model
        pages = model.objects.live().public().with_theme(self)
        return latest_pages(pages, LISTED, request, f"theme={self.slug}", key=(model, self.pk))

    @cached_property
    def questions(self):
        """The published themes below this one."""
        return ThemePage.objects.child_of(self).live().public().with_questions() if self.pk else []

    def agreed_points(self):
        """Return what was agreed on this theme or a question below it, the latest first."""
        outcomes, key_points = (getattr(ThemePage, name).rel.related_model for name in ("meetingpoints", "keypoints"))
        return AgreedPoints(self, outcomes, key_points)

    def get_context(self, request, *args, **kwargs):
        agreed = CachedCountPaginator(self.agreed_points(), POINTS_LISTED, ("agreed", self.pk))
        meetings, all_meetings = self.latest_pages("meetings", request)
        documents, all_documents = self.latest_pages("documents", request)
        return {
            **super().get_context(request, *args, **kwargs),
            "agreed": agreed.get_page(request.GET.get("page")),
            "meetings": meetings,
            "documents": documents,
            "all_meetings": all_meetings,
            "all_documents": all_documents,
        }
