"""What is written once for many requests is written anew for whatever it depends on."""

import pytest
import time_machine
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Site

from mme_site.caching import content_cache, version

PART = Template("{% load mme_cache %}{% cached number %}{{ word }}{% endcached %}")


def write(word, known=1, number=1, **attributes):
    """Return what a request of a content version is shown that would write a word."""
    request = RequestFactory().get("/")
    for name, value in attributes.items():
        setattr(request, name, value)
    with content_cache.use_content_cache(known):
        return PART.render(Context({"request": request, "number": number, "word": word}))


@pytest.fixture
def one_version(monkeypatch):
    """A content version that stays the same whatever is written: a test runs in a transaction, which keeps nothing."""
    monkeypatch.setattr(version, "version_for_cache", lambda: 1)
    monkeypatch.setattr(version, "content_version", lambda *args: 1)


def test_a_part_is_written_once_while_no_content_changes(tree):
    assert [write("a"), write("b")] == ["a", "a"]


def test_a_part_is_written_anew_after_a_change(tree):
    assert [write("a", known=1), write("b", known=2), write("c", known=1)] == ["a", "b", "c"]


def test_a_part_is_written_for_each_of_what_it_names(tree):
    assert [write("a", number=1), write("b", number=2), write("c", number=1)] == ["a", "b", "a"]


def test_a_part_is_written_for_each_language(tree):
    written = []
    for language in ("en", "ar", "en"):
        with translation.override(language):
            written.append(write(language))

    assert written == ["en", "ar", "en"]


def test_a_part_is_written_for_each_site(tree):
    other = Site.objects.create(hostname="other.example", root_page=tree.page())
    here, there = (Site.objects.get(is_default_site=True), other)

    assert [write("a", _wagtail_site=here), write("b", _wagtail_site=there), write("c", _wagtail_site=here)] == [
        *("a", "b", "a")
    ]


def test_a_part_is_written_anew_the_next_day(tree):
    with time_machine.travel("2026-03-01 23:59 UTC", tick=False) as clock:
        before = write("a")
        clock.shift(24 * 60 * 60)

        assert [before, write("b")] == ["a", "b"]


def test_a_part_of_a_preview_is_neither_kept_nor_what_others_kept(tree):
    assert [write("draft", is_preview=True), write("a"), write("draft", is_preview=True)] == ["draft", "a", "draft"]


def test_outside_a_request_nothing_is_kept(tree):
    context = {"number": 1}

    assert [PART.render(Context({**context, "word": word})) for word in "ab"] == ["a", "b"]


def test_more_than_a_process_may_keep_is_forgotten(tree, monkeypatch):
    monkeypatch.setattr(content_cache, "MAX_TEXT_LENGTH", 3)
    for number in range(5):
        write("four", number=number)

    assert len(content_cache._public.texts) == 1


def test_a_draft_that_an_editor_looks_at_is_shown_to_nobody_else(client, admin_client, tree, one_version):
    page = tree.page(title="Said", slug="said", summary="What was published.")
    page.summary = "What is not published."
    page.save_revision()
    draft = f"/admin/pages/{page.pk}/view_draft/"

    first, public, again = admin_client.get(draft), client.get(page.url), admin_client.get(draft)

    assert "What is not published." in first.text and "What is not published." in again.text
    assert "What was published." in public.text and "What is not published." not in public.text


@pytest.mark.parametrize("typed", ["kind=summit", "kind=nonsense", ""])
def test_a_form_shows_what_its_own_visitor_typed(client, tree, one_version, typed):
    tree.meeting(title="A summit", kind="summit")
    client.get("/meetings/?kind=ministerial")
    shown = client.get(f"/meetings/?{typed}").text

    assert 'value="ministerial" selected' not in shown
    assert ('value="summit" selected' in shown) is (typed == "kind=summit")
    assert ("was not understood" in shown) is (typed == "kind=nonsense")
