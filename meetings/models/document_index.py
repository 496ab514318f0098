"""The list of documents."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from meetings.facets import of_documents
from meetings.forms import DocumentFilterForm
from meetings.models.document import DocumentPage
from meetings.models.meeting import MeetingPage
from mme_site.core.paging import CachedCountPaginator, count_cache_key
from mme_site.core.querysets import SitePageQuerySet
from mme_site.editorial.taking_down.withdrawn import withdrawn_below
from mme_site.pages.base import BasePage
from mme_site.pages.blocks import BodyBlock, NonMigratingStreamField

DOCUMENTS_PER_PAGE = 25
# What the filters ask of a document that was withdrawn; of others they ask the database.
VALUES_OF_DOCUMENT = {
    "kind": lambda document: [document.kind],
    "year": lambda document: [document.date and document.date.year],
    "theme": lambda document: [theme.slug for theme in document.themes.all()],
    "language": lambda document: [file.language for file in document.files.all()],
    "meeting": lambda document: [document.meeting and document.meeting.slug],
    "discussed": lambda document: [meeting.slug for meeting in document.discussed_at.all()],
}


class DocumentIndexPage(BasePage):
    """The documents of one partnership."""

    subpage_types = ["meetings.DocumentPage"]
    max_count_per_parent = 1
    page_description = _("Holds the documents: what was adopted or published, each with its files.")
    query_parameters = frozenset({*DocumentFilterForm.base_fields, "page"})

    body = NonMigratingStreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    words = (*BasePage.words, "body")

    content_panels = [*BasePage.content_panels, FieldPanel("body"), *BasePage.source_panels]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("document list")
        verbose_name_plural = _("document lists")

    @cached_property
    def documents(self):
        return DocumentPage.objects.published_below(self)

    def filter_form(self, query):
        """Return the form of filters, offering what this list holds, and any meeting that is asked for."""
        facets = of_documents(self)
        offered = {meeting.slug for meeting in facets.meetings}
        asked_for = {query.get("meeting", ""), query.get("discussed", "")} - offered - {""}
        found = MeetingPage.objects.live().public().filter(slug__in=asked_for) if asked_for else ()
        return DocumentFilterForm(query, facets, meetings=[*facets.meetings, *found])

    def filtered(self, chosen):
        documents = self.documents.for_listing()
        if year := chosen.get("year"):
            documents = documents.filter(date__year=year)
        if theme := chosen.get("theme"):
            documents = documents.naming_theme(theme)
        if language := chosen.get("language"):
            documents = documents.in_language(language)
        if meeting := chosen.get("meeting"):
            documents = documents.filter(meeting__slug=meeting)
        if meeting := chosen.get("discussed"):
            documents = documents.filter(discussed_at__slug=meeting)
        if kind := chosen.get("kind"):
            documents = documents.filter(kind=kind)
        return documents.latest_first()

    def get_context(self, request, *args, **kwargs):
        form = self.filter_form(request.GET)
        found, key = self.filtered(form.chosen), count_cache_key("documents", self.pk, form)
        # Everything below is a document, and is counted faster as a page.
        same = found if form.chosen or not self.pk else SitePageQuerySet(Page).child_of(self).live().public()
        documents = CachedCountPaginator(found, DOCUMENTS_PER_PAGE, key, same)
        return {
            **super().get_context(request, *args, **kwargs),
            "filters": form,
            "documents": documents.get_page(request.GET.get("page")),
            "withdrawn": withdrawn_below(self, request, form.chosen, VALUES_OF_DOCUMENT),
        }
