"""The list of documents."""

from django.core.paginator import Paginator
from django.db.models import Max, Min
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from meetings.forms import DocumentFilterForm
from meetings.models.document import DocumentPage
from meetings.models.document_file import DocumentFile
from meetings.models.meeting import MeetingPage
from meetings.models.theme import ThemePage
from mme_site.blocks import BodyBlock
from mme_site.pages import BasePage

DOCUMENTS_PER_PAGE = 25


class DocumentIndexPage(BasePage):
    """The documents of one partnership."""

    subpage_types = ["meetings.DocumentPage"]
    max_count_per_parent = 1
    page_description = _("Holds the documents: what was adopted or published, each with its files.")

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body"), *BasePage.source_panels]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("document list")
        verbose_name_plural = _("document lists")

    @cached_property
    def documents(self):
        """The published documents below this page."""
        return DocumentPage.objects.child_of(self).live().public()

    @cached_property
    def years(self):
        """The years from the latest to the earliest document, whether or not each had one."""
        span = self.documents.aggregate(first=Min("date"), last=Max("date"))
        return range(span["last"].year, span["first"].year - 1, -1) if span["first"] else []

    def filter_form(self, query):
        """Return the form of filters, offering what this list holds."""
        documents = self.documents
        return DocumentFilterForm(
            query,
            years=self.years,
            themes=ThemePage.objects.live().public().filter(documents__in=documents).distinct().order_by("title"),
            languages=set(DocumentFile.objects.filter(document__in=documents).values_list("language", flat=True)),
            meetings=MeetingPage.objects.live().public().with_documents(documents).latest_first(),
        )

    def filtered(self, chosen):
        """Return the documents that a visitor asked for."""
        documents = self.documents.for_listing()
        if year := chosen.get("year"):
            documents = documents.filter(date__year=year)
        if theme := chosen.get("theme"):
            documents = documents.filter(themes__slug=theme)
        if language := chosen.get("language"):
            documents = documents.in_language(language)
        if meeting := chosen.get("meeting"):
            documents = documents.filter(meeting__slug=meeting)
        if kind := chosen.get("kind"):
            documents = documents.filter(kind=kind)
        return documents.latest_first()

    def get_context(self, request, *args, **kwargs):
        form = self.filter_form(request.GET)
        return {
            **super().get_context(request, *args, **kwargs),
            "filters": form,
            "documents": Paginator(self.filtered(form.chosen), DOCUMENTS_PER_PAGE).get_page(request.GET.get("page")),
        }
