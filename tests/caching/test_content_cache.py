"""What requests share is of the content version that they began with, or newer, and never older."""

import pytest
from django.test import RequestFactory

from mme_site.caching import content_cache, version
from mme_site.caching.content_cache import cached, cached_for_request, cached_text, content_cache_middleware


@pytest.fixture
def content(monkeypatch):
    """A content version that a test sets: `content.version = 2`."""

    class Content:
        version = 1

    monkeypatch.setattr(version, "version_for_cache", lambda: Content.version)
    return Content


def ask(values, method="GET"):
    """Return what a request is told that asks twice for what is remembered as 'key'; `values` are made in turn."""
    answers = iter(values)

    def view(request):
        return [cached("key", lambda: next(answers)) for _time in range(2)]

    return content_cache_middleware(view)(RequestFactory().generic(method, "/"))


def test_a_request_is_told_the_same_twice(content):
    assert ask(["a", "b"]) == ["a", "a"]


def test_the_next_request_is_told_the_same_while_no_content_changes(content):
    ask(["a"])

    assert ask(["b"]) == ["a", "a"]


def test_nothing_is_told_of_an_older_content_version(content):
    ask(["a"])
    content.version = 2

    assert ask(["b"]) == ["b", "b"]


def test_nothing_is_told_of_a_version_that_came_after_and_was_taken_back(content):
    content.version = 2
    ask(["a"])
    content.version = 1

    assert ask(["b"]) == ["b", "b"]


def test_a_change_while_a_value_is_made_is_seen_by_the_next_request(content):
    def made_before_a_change():
        content.version = 2
        yield "old"

    ask(made_before_a_change())

    assert ask(["new"]) == ["new", "new"]


def test_what_changes_something_neither_keeps_nor_is_told_what_others_kept(content):
    ask(["a"])

    assert ask(["b", "c"], method="POST") == ["b", "c"]
    assert ask(["d"]) == ["a", "a"]


def test_outside_a_request_nothing_is_kept(content):
    answers = iter("ab")

    assert [cached("key", lambda: next(answers)) for _time in range(2)] == ["a", "b"]


def test_inside_a_transaction_every_request_reads_anew(db):
    ask(["a"])

    assert ask(["b"]) == ["b", "b"]


def test_a_cache_of_its_own_shares_nothing_with_the_others_whatever_the_content_version_is(content):
    own = content_cache.ContentCache()

    def ask_there(value):
        request = RequestFactory().get("/")
        request.content_cache, request.content_version = own, content.version
        view = content_cache_middleware(lambda _request: [cached("key", lambda: value), cached_text("key", str)])
        return view(request)

    ask(["public"])
    assert ask_there("own")[0] == "own"
    content.version = 2
    assert ask_there("never")[0] == "own"
    assert ask(["public again"]) == ["public again", "public again"]
    assert not content_cache._public.texts
    assert own.texts


def test_many_keys_do_not_fill_the_memory(content, monkeypatch):
    monkeypatch.setattr(content_cache, "MAX_VALUES", 10)

    def view(request):
        for number in range(100):
            cached(("host", number), lambda: "a value")

    content_cache_middleware(view)(RequestFactory().get("/"))

    assert len(content_cache._public.values) <= 10


def test_what_a_request_gathers_goes_with_it(content):
    def view(request):
        cached_for_request("gathered", list).append("a key")
        return list(cached_for_request("gathered", list))

    ask_again = content_cache_middleware(view)

    assert [ask_again(RequestFactory().get("/")) for _time in range(2)] == [["a key"], ["a key"]]


def test_what_failed_to_be_made_is_not_kept(content):
    def view(request):
        return cached("key", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        content_cache_middleware(view)(RequestFactory().get("/"))

    assert ask(["a"]) == ["a", "a"]


def test_a_text_that_is_written_anew_takes_the_room_of_the_one_before(content, monkeypatch):
    """Otherwise a text of a page that often changes would drive out all others."""
    monkeypatch.setattr(content_cache, "MAX_TEXT_LENGTH", 100)

    def write(key, text):
        with content_cache.use_content_cache():
            return cached_text(key, lambda: text)

    write("other", "b" * 10)
    for content.version in range(1, 20):
        write("changed", "a" * 10)
    content.version = 1

    assert write("other", "never") == "b" * 10
