"""A translator writes in one language, and changes no page of another, by no form and no address."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from home.models import StandardPage
from meetings.models import DocumentFile
from tests.helpers.editing import PUBLISH, PageEditor, draft_of, edit, is_refused
from tests.helpers.people import having_role
from tests.helpers.reading import parse, words
from tests.helpers.uploads import saved_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def languages(tree):
    """The overview in each language, published."""
    for code in ("fr", "ar"):
        locale = Locale.objects.create(language_code=code)
        home = tree.home.copy_for_translation(locale)
        home.save_revision().publish()
    return {locale.language_code: locale for locale in Locale.objects.all()}


@pytest.fixture
def translator(client, languages):
    """The browser of a translator into French."""
    client.user = having_role("translators fr")
    client.force_login(client.user)
    return client


def translated(page, locale):
    """Return the translation of a page as wagtail-localize begins it."""
    translate_object(page, [locale])
    return page.get_translation(locale)


def type_in(page, text):
    """Translate the title of a page, as the editor of wagtail-localize stores it."""
    segment = StringSegment.objects.get(source__object_id=page.translation_key, context__path="title")
    StringTranslation.objects.create(
        translation_of=segment.string, locale=page.locale, context=segment.context, data=text
    )


def test_a_translator_writes_below_the_root_of_the_own_language(translator, tree, languages):
    home = tree.home.get_translation(languages["fr"])
    page = home.add_child(instance=StandardPage(title="Contact", slug="contact", locale=languages["fr"], live=False))

    edit(translator, page, title="Nous écrire")

    assert draft_of(page)["title"] == "Nous écrire"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_translator_changes_no_page_of_another_language(translator, tree, languages, language):
    home = tree.home.get_translation(languages[language]) if language != "en" else tree.home
    page = home.add_child(instance=StandardPage(title="Contact", slug="contact", locale=home.locale))

    deeds = {
        name: [page.pk] for name in ("edit", "delete", "unpublish", "copy", "convert_alias", "lock", "set_privacy")
    }
    for name, arguments in {**deeds, "move_confirm": [page.pk, home.pk]}.items():
        address = reverse(f"wagtailadmin_pages:{name}", args=arguments)
        assert is_refused(translator.post(address, {"title": "Changed", **PUBLISH})), name
    assert is_refused(translator.get(PageEditor(translator).address(StandardPage, home)))
    page.refresh_from_db()
    assert (page.title, page.live) == ("Contact", True)


def test_a_translator_publishes_nothing_in_the_own_language_either(translator, tree, languages):
    home = tree.home.get_translation(languages["fr"])

    edit(translator, home, title="Partenariat", **PUBLISH)

    home.refresh_from_db()
    assert home.title != "Partenariat"


# Beginning translations


def begin(client, page, *locales):
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(address, {"locales": [locale.pk for locale in locales], "include_subtree": "on"})


def test_a_translator_begins_a_translation_into_the_own_language_only(translator, tree, languages):
    page = tree.page(title="About")

    begin(translator, page, languages["ar"])
    begin(translator, page, languages["fr"], languages["ar"])
    assert page.get_translations().count() == 0

    begin(translator, page, languages["fr"])
    assert [version.locale.language_code for version in page.get_translations()] == ["fr"]


def test_a_translation_begins_as_a_draft_whoever_begins_it(client, tree, languages):
    page = tree.page(title="About")
    client.force_login(having_role("publishers"))

    begin(client, page, languages["fr"])

    assert not page.get_translation(languages["fr"]).live


def test_a_translator_reads_no_draft_by_translating_it(translator, tree, languages):
    draft = tree.page(title="Under embargo", live=False)
    address = reverse("wagtail_localize:submit_page_translation", args=[draft.pk])

    assert is_refused(translator.get(address))
    assert is_refused(begin(translator, draft, languages["fr"]))
    assert draft.get_translations().count() == 0


def test_what_is_below_a_page_is_translated_for_whom_may_edit_it_only(translator, tree, languages):
    above = tree.page(title="Above")
    tree.page(parent=above, title="Under embargo", live=False)

    begin(translator, above, languages["fr"])

    assert not above.get_translation(languages["fr"]).get_children().exists()


def test_an_editor_begins_no_new_language_of_a_partnership(client, tree):
    portuguese = Locale.objects.create(language_code="pt")
    client.force_login(having_role("editors"))

    begin(client, tree.home, portuguese)

    assert not tree.home.has_translation(portuguese)


# Publishing translations


def test_an_editor_publishes_no_translation_by_bringing_it_up_to_date(client, tree, languages):
    page = tree.page(title="About")
    version = translated(page, languages["fr"])
    source = Translation.objects.get().source
    client.force_login(having_role("editors"))

    client.post(reverse("wagtail_localize:update_translations", args=[source.pk]), {"publish_translations": "on"})

    assert not Page.objects.get(pk=version.pk).live


def test_a_publisher_does(client, tree, languages, django_capture_on_commit_callbacks):
    page = tree.page(title="About")
    version = translated(page, languages["fr"])
    type_in(version, "À propos")
    source = Translation.objects.get().source
    client.force_login(having_role("publishers"))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("wagtail_localize:update_translations", args=[source.pk]), {"publish_translations": "on"})

    assert Page.objects.get(pk=version.pk).live


def test_a_translator_of_another_language_does_not_bring_it_up_to_date(client, tree, languages):
    translated(tree.page(title="About"), languages["fr"])
    client.force_login(having_role("translators ar"))

    response = client.get(reverse("wagtail_localize:update_translations", args=[Translation.objects.get().source_id]))

    assert is_refused(response)


def test_a_translator_does_not_put_the_source_in_the_place_of_a_live_translation(translator, tree, languages):
    version = translated(tree.page(title="About"), languages["fr"])
    version.title = "À propos"
    version.save_revision().publish()

    response = translator.post(reverse("wagtail_localize:convert_to_alias", args=[version.pk]))

    assert is_refused(response)
    assert Page.objects.get(pk=version.pk).title == "À propos"


# Review


def test_a_translator_sends_in_what_was_translated(translator, tree, languages):
    version = translated(tree.page(title="About"), languages["fr"])
    type_in(version, "À propos")

    translator.post(reverse("submit_translation", args=[version.pk]))

    state = WorkflowState.objects.get()
    assert (state.content_object.pk, state.requested_by) == (version.pk, translator.user)
    assert draft_of(version)["title"] == "À propos"
    assert not Page.objects.get(pk=version.pk).live


def test_what_is_sent_in_of_a_live_translation_does_not_reach_readers(translator, tree, languages):
    version = translated(tree.page(title="About"), languages["fr"])
    version.save_revision().publish()
    type_in(version, "À propos")

    translator.post(reverse("submit_translation", args=[version.pk]))

    assert Page.objects.get(pk=version.pk).title == "About"
    assert draft_of(version)["title"] == "À propos"


def test_the_question_says_how_much_is_translated(translator, tree, languages):
    version = translated(tree.page(title="About", summary="What it is."), languages["fr"])
    type_in(version, "À propos")

    page = parse(translator.get(reverse("submit_translation", args=[version.pk])))

    assert "1 of 2 texts are translated" in words(page.main)


def test_a_translation_that_is_in_review_is_not_sent_in_again(translator, tree, languages):
    version = translated(tree.page(title="About"), languages["fr"])

    translator.post(reverse("submit_translation", args=[version.pk]))
    translator.post(reverse("submit_translation", args=[version.pk]))

    assert WorkflowState.objects.count() == 1


def test_a_translator_of_another_language_sends_in_nothing(client, tree, languages):
    version = translated(tree.page(title="About"), languages["fr"])
    client.force_login(having_role("translators ar"))

    assert is_refused(client.post(reverse("submit_translation", args=[version.pk])))
    assert not WorkflowState.objects.exists()


def test_a_translator_opens_no_file_that_no_page_of_the_language_uses_and_no_report_of_others(client, tree):

    file = saved_document()
    embargoed = tree.document(live=False)
    DocumentFile.objects.create(document=embargoed, language="en", file=file)
    embargoed.save()

    client.force_login(having_role("editors", username="editor"))
    assert client.get(file.url).status_code == 200
    client.force_login(having_role("translators fr", username="translator"))
    assert client.get(file.url).status_code == 404
    assert client.get("/admin/reports/searches/").status_code == 302
    assert "declaration" not in words(parse(client.get("/admin/reports/file-texts/")))
