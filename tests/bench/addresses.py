"""Which pages the benchmark asks for: one of every type, and the heaviest of those that were made."""

from django.db.models import Count
from django.test import Client
from django.urls import reverse

from meetings.models import DocumentIndexPage, DocumentPage, MeetingIndexPage, MeetingPage
from mme_site.editorial.users.models import User
from tests.browser.pages import PAGES

MADE = "MME/"  # what the symbols of documents that were made begin with


def public_addresses():
    """Return the addresses of pages by what they are."""
    addresses = dict(PAGES)
    made = DocumentPage.objects.filter(symbol__startswith=MADE)
    meetings = MeetingPage.objects.filter(locale__language_code="en", outcome_documents__in=made)
    heaviest = meetings.annotate(count=Count("outcome_documents")).order_by("-count").first()
    if heaviest:
        addresses["meeting, most documents"] = heaviest.url
        addresses["document of it"] = heaviest.outcome_documents.first().url
    if translated := made.exclude(locale__language_code="en").first():
        addresses["translated document"] = translated.url
    return addresses | {"host of meetings": "/members/ethiopia/"}


def admin_addresses():
    """Return the addresses of the admin that lead through much content, by what they are."""
    documents = DocumentIndexPage.objects.get(locale__language_code="en").pk
    meetings = MeetingIndexPage.objects.get(locale__language_code="en").pk
    document, meeting = DocumentPage.objects.last().pk, MeetingPage.objects.last().pk
    chooser = reverse("wagtailadmin_choose_page")
    return {
        "explorer, documents": reverse("wagtailadmin_explore", args=[documents]),
        "explorer, meetings": reverse("wagtailadmin_explore", args=[meetings]),
        "explorer, second page": reverse("wagtailadmin_explore", args=[documents]) + "?p=2",
        "editor, document": reverse("wagtailadmin_pages:edit", args=[document]),
        "editor, meeting": reverse("wagtailadmin_pages:edit", args=[meeting]),
        "editor, new document": reverse("wagtailadmin_pages:add", args=["meetings", "documentpage", documents]),
        "chooser, a meeting": f"{chooser}?page_type=meetings.meetingpage",
        "chooser, a document": f"{chooser}{documents}/?page_type=meetings.documentpage",
        "chooser, a file": reverse("wagtaildocs_chooser:choose"),
        "chooser, a picture": reverse("wagtailimages_chooser:choose"),
        "chooser, a member": reverse("wagtailsnippetchoosers_members_member:choose"),
        "files": reverse("wagtaildocs:index"),
        "publishing timeline": reverse("publishing_timeline"),
        "series of meetings": reverse("wagtailsnippets_meetings_meetingseries:list"),
    }


def cookie(user=None):
    """Return the Cookie header of a person, the administrator where none is named."""
    client = Client()
    client.force_login(user or User.objects.filter(is_superuser=True).first())
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
