"""The list of documents."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from meetings.facets import of_documents
from meetings.forms import DocumentFilterForm
from meetings.models.document import DocumentPage
from meetings.models.meeting import MeetingPage
from mme_site.core.paging import CachedCountPaginator, count_cache_key
from mme_site.core.querysets import SitePageQuerySet
from mme_site.editorial.taking_down.withdrawn import withdrawn_below
from mme_site.pages.text_page import TextPage

DOCUMENTS_PER_PAGE = 25
# What a filter of the form asks of a document.
LOOKUPS = {"year": "date__year", "meeting": "meeting__slug", "discussed": "discussed_at__slug", "kind": "kind"}
# What the filters ask of a document that was withdrawn; of others they ask the database.
VALUES_OF_DOCUMENT = {
    "kind": lambda document: [document.kind],
    "year": lambda document: [document.date and document.date.year],
    "theme": lambda document: [theme.slug for theme in document.themes.all()],
    "language": lambda document: [file.language for file in document.files.all()],
    "meeting": lambda document: [document.meeting and document.meeting.slug],
    "discussed": lambda document: [meeting.slug for meeting in document.discussed_at.all()],
}


class DocumentIndexPage(TextPage):
    """The documents of one partnership."""

    subpage_types = ["meetings.DocumentPage"]
    max_count_per_parent = 1
    page_description = _("Holds the documents: what was adopted or published, each with its files.")
    query_parameters = frozenset({*DocumentFilterForm.base_fields, "page"})

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
        if theme := chosen.get("theme"):
            documents = documents.naming_theme(theme)
        if language := chosen.get("language"):
            documents = documents.in_language(language)
        limits = {lookup: chosen[name] for name, lookup in LOOKUPS.items() if name in chosen}
        return documents.filter(**limits).latest_first()

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
            "withdrawn": withdrawn_below(self, request, form, VALUES_OF_DOCUMENT),
        }
