"""Where the admin makes, lists and ends links to drafts."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.models import Page

from mme_site.core.admin import Report
from mme_site.editorial.sharing.forms import VERSION, ShareForm
from mme_site.editorial.sharing.models import SharedDraft, may_edit_something
from mme_site.editorial.sharing.secret_links import SecretLinksView


def may_share(user, page):
    """Return True for a page with a draft to show, and a person who may edit it."""
    return not page.is_root() and not page.alias_of_id and page.permissions_for_user(user).can_edit()


class ShareView(SecretLinksView):
    """The links to the draft of one page."""

    page_title = gettext_lazy("Share the draft")
    header_icon = "link"
    list_heading = gettext_lazy("Links to this draft")
    what_it_is = gettext_lazy(
        "Somebody without an account can read the draft at an address that is hard to guess: the page as readers will "
        "see it, with a band that says it is a draft, and the files and pictures that it names. No search engine "
        "lists it."
    )
    warning = gettext_lazy(
        "Whoever has the address reads the draft, also what is under embargo. It closes when you end it, when its "
        "time is over, and when you may no longer edit the page."
    )

    def setup(self, request, page_id):
        super().setup(request, page_id=page_id)
        page = get_object_or_404(Page, pk=page_id)
        if not may_share(request.user, page):
            raise PermissionDenied
        self.page = page.specific

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    @property
    def screens_above(self):
        return [(self.get_page_subtitle(), reverse("wagtailadmin_pages:edit", args=[self.page.pk]))]

    def links(self):
        """Return the links to this page that this person may end; a publisher's are those of everybody."""
        links = SharedDraft.objects.manageable_by(self.request.user).filter(page=self.page)
        return links.select_related("made_by", "page", "revision")

    def form(self, data=None):
        return ShareForm(data)

    def make(self, form):
        is_version = form.cleaned_data["what"] == VERSION
        revision = self.page.get_latest_revision() if is_version else None
        token = SharedDraft.make(self.page, self.request.user, form.cleaned_data["days"], revision)
        return reverse("shared_draft", args=[token])


class SharedDraftFilters(WagtailFilterSet):
    is_open = django_filters.ChoiceFilter(
        label=gettext_lazy("Link"),
        choices=[("open", pgettext_lazy("not closed", "Open")), ("past", gettext_lazy("Ended or expired"))],
        method="by_state",
    )

    class Meta:
        model = SharedDraft
        fields = ["is_open"]

    def by_state(self, links, _name, value):
        """Return the links that have neither ended nor expired, or the others."""
        still_open = SharedDraft.objects.open().values("pk")
        return links.filter(pk__in=still_open) if value == "open" else links.exclude(pk__in=still_open)


class SharedDraftsReport(Report):
    """Who has shared which draft until when: one's own links, and those to pages that one may publish."""

    page_title = gettext_lazy("Shared drafts")
    header_icon = "link"
    may_use = staticmethod(may_edit_something)
    model = SharedDraft
    index_url_name = "shared_drafts"
    filterset_class = SharedDraftFilters
    default_ordering = "-made_at"
    list_export = ["page.draft_title", "made_by", "made_at", "expires_at", "what", "state"]
    export_headings = {
        "page.draft_title": gettext_lazy("Page"),
        "what": gettext_lazy("Shows"),
        "state": gettext_lazy("State"),
    }
    columns = [
        TitleColumn(
            "page",
            label=gettext_lazy("Page"),
            accessor="page.draft_title",
            get_url=lambda link: reverse("share_draft", args=[link.page_id]),
        ),
        Column("made_by", label=gettext_lazy("Made by"), accessor="made_by"),
        DateColumn("made_at", label=gettext_lazy("Made"), sort_key="made_at"),
        DateColumn("expires_at", label=gettext_lazy("Until"), sort_key="expires_at"),
        Column("what", label=gettext_lazy("Shows"), accessor="what"),
        Column("state", label=gettext_lazy("State"), accessor="state"),
    ]

    def get_base_queryset(self):
        links = SharedDraft.objects.manageable_by(self.request.user)
        return links.select_related("made_by", "page")
