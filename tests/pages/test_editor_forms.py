"""The forms of the admin: every page type, snippet and setting can be made, previewed, published and changed."""

import pytest
from django.apps import apps
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.models import SiteSettings
from search.models import PromotedResult, Synonym
from tests.helpers.editing import PUBLISH, PageEditor, errors, filled_in
from tests.helpers.factories import PageFactory, PartnershipPageFactory
from tests.helpers.reading import parse, read, words, words_with_dialogs

pytestmark = pytest.mark.django_db

PAGE_TYPES = [
    model for model in apps.get_models() if issubclass(model, Page) and model is not Page and not model._meta.abstract
]
SNIPPETS = get_snippet_models()

# What is typed to call a snippet something, where that is not its English name.
NAMED = {
    Synonym: lambda called: {"terms": f"{called}\nAnother name for it"},
    PromotedResult: lambda called: {
        "queries-0-text": called,
        "targets-0-page": Page.objects.last().pk,
        "targets-0-effect": "first",
    },
}

every_page_type = pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda model: model.__name__)
every_snippet = pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda model: model.__name__)


@pytest.fixture
def editor(admin_client, tree):
    """An editor who may do everything; beside the partnership stands one without any page below it."""
    PartnershipPageFactory(slug="empty", title="Empty")
    return PageEditor(admin_client)


def published(editor, page_type):
    """Return a page of this type that stands on the site already."""
    factory = next(factory for factory in PageFactory.__subclasses__() if factory._meta.model is page_type)
    return factory(parent=editor.parent_for(page_type), title="As published", slug="as-published")


def test_the_page_types_and_snippets_of_the_site_are_all_here():
    assert {model.__name__ for model in PAGE_TYPES} >= {"PartnershipPage", "MeetingPage", "DocumentPage"}
    assert {model.__name__ for model in SNIPPETS} >= {"Member", "Body", "MeetingSeries"}


# Every page type


@every_page_type
def test_a_new_page_can_be_published(editor, page_type):
    page = editor.add(page_type, editor.parent_for(page_type), title="A new page")

    assert (page.title, page.live) == ("A new page", True)
    assert page.live_revision is not None


@every_page_type
def test_a_new_page_can_be_previewed_before_it_is_saved(editor, page_type):
    parent = editor.parent_for(page_type)
    form = editor.client.get(editor.address(page_type, parent))

    preview = editor.preview(editor.address(page_type, parent, "preview/"), filled_in(form, title="Not saved yet"))

    assert "Not saved yet" in words(parse(preview).h1)
    assert not page_type.objects.filter(title="Not saved yet").exists()


@every_page_type
def test_a_page_can_be_changed_and_published_again(editor, page_type):
    page = published(editor, page_type)

    response = editor.edit(page, title="Changed")

    assert errors(response) == {}
    assert page_type.objects.get(pk=page.pk).title == "Changed"


@every_page_type
def test_a_change_can_be_previewed_before_it_is_saved(editor, page_type):
    page = published(editor, page_type)
    form = editor.client.get(f"/admin/pages/{page.pk}/edit/")

    preview = editor.preview(f"/admin/pages/{page.pk}/edit/preview/", filled_in(form, title="As changed"))

    assert "As changed" in words(parse(preview).h1)
    assert page_type.objects.get(pk=page.pk).title == page.title


@every_page_type
def test_a_draft_can_be_seen_before_it_is_published(editor, page_type):
    page = published(editor, page_type)
    page.title = "Only a draft"
    page.save_revision()

    assert "Only a draft" in words(parse(editor.client.get(f"/admin/pages/{page.pk}/view_draft/")).h1)


@every_page_type
def test_the_form_shows_the_help_of_every_field(editor, page_type):
    response = editor.client.get(editor.address(page_type, editor.parent_for(page_type)))

    shown = words_with_dialogs(parse(response))
    helped = {
        name: str(field.help_text) for name, field in response.context_data["form"].fields.items() if field.help_text
    }
    assert {name: text for name, text in helped.items() if text not in shown} == {}


@every_page_type
def test_a_page_type_says_what_it_is_for(page_type):
    assert page_type.page_description


# Every snippet


def snippet_address(snippet, part):
    """Return an address of the admin below a kind of snippet."""
    return f"/admin/snippets/{snippet._meta.app_label}/{snippet._meta.model_name}/{part}"


def post(editor, snippet, part, called):
    """Send the form of a snippet with what it is called typed in; return the answer."""
    address = snippet_address(snippet, part)
    named = NAMED.get(snippet, lambda called: {"name_en": called})(called)
    return editor.client.post(address, filled_in(editor.client.get(address), **named) | PUBLISH)


def called(snippet, words):
    """Return the one snippet that is called so."""
    return next(one for one in snippet.objects.all() if str(one).startswith(words))


@every_snippet
def test_a_new_snippet_can_be_made_and_found_in_its_list(editor, snippet):
    assert errors(post(editor, snippet, "add/", "Made here")) == {}
    assert called(snippet, "Made here")
    assert "Made here" in words(parse(editor.client.get(snippet_address(snippet, "?q=made"))))


@every_snippet
def test_a_snippet_can_be_changed(editor, snippet):
    post(editor, snippet, "add/", "Made here")
    made = called(snippet, "Made here")

    assert errors(post(editor, snippet, f"edit/{made.pk}/", "Changed")) == {}
    assert called(snippet, "Changed") == made


# Header and footer


@pytest.fixture
def settings_address(tree):
    """The address of the form for the header and footer of the default site."""
    return f"/admin/settings/home/sitesettings/{tree.site.pk}/"


def entry(page="", url="", text="", below=()):
    """Return what is typed for an entry of the menu."""
    lower = [{**link, "below": None} for link in below]
    rows = {str(number): {"value": row, "order": str(number), "deleted": ""} for number, row in enumerate(lower)}
    return {"page": str(page), "url": url, "text": text, "below": {"count": str(len(rows)), **rows}}


def test_header_and_footer_are_shown_as_they_were_typed(editor, client, tree, settings_address):
    typed = nested_form_data(
        {
            "notice": rich_text("<p>The site moves.</p>"),
            "menu": streamfield([("entry", entry(page=tree.meetings.pk))]),
            "footer_links": streamfield([("link", {"page": "", "url": "https://www.iom.int/", "text": "IOM"})]),
        }
    )

    response = editor.client.post(settings_address, filled_in(editor.client.get(settings_address), **typed))

    assert errors(response) == {}
    page = read(client, tree.home.url)
    assert words(page.select_one(".notice")) == "The site moves."
    assert words(page.select_one("nav.menu")) == "Meetings"
    assert page.footer.find("a", string="IOM")["href"] == "https://www.iom.int/"


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ({"page": "", "url": "", "text": ""}, "Choose a page or give an address, not both."),
        (
            {"page": "both", "url": "https://example.org/", "text": "Both"},
            "Choose a page or give an address, not both.",
        ),
        ({"page": "", "url": "https://example.org/", "text": ""}, "Give the words of the link."),
    ],
)
def test_a_link_that_leads_nowhere_or_has_no_words_is_refused_in_words(editor, tree, settings_address, link, message):
    link = link | {"page": str(tree.meetings.pk)} if link["page"] else link
    typed = nested_form_data({"footer_links": streamfield([("link", link)])})

    response = editor.client.post(settings_address, filled_in(editor.client.get(settings_address), **typed))

    assert message in response.content.decode()
    assert not SiteSettings.for_site(tree.site).footer_links
