"""What the page cache keeps, for whom, and until when."""

import gzip
import time

import brotli
import pytest
import time_machine

from mme_site.delivery.page_cache.answers import Answer, accepted_encoding, matches
from mme_site.delivery.page_cache.keys import TRACKING_PARAMETERS, Key
from mme_site.delivery.page_cache.store import Store
from tests.delivery.page_cache.scripted import MEGABYTE, Reply, ScriptedSite, a_request

PAGE = b"<p>" + b"migration " * 200 + b"</p>"
UNTIL = 2_000_000_000


def a_page(_environ):
    return Reply(PAGE, version=1)


@pytest.fixture
def site():
    return ScriptedSite(a_page)


# For everybody


def test_a_page_is_made_once_for_everybody(site):
    first, again = site.get("/a/"), site.get("/a/", HTTP_USER_AGENT="another", HTTP_ACCEPT_LANGUAGE="fr")

    assert first.body == again.body == PAGE
    assert len(site.asked) == 1


def test_a_page_whose_address_begins_as_that_of_the_metrics_is_kept_as_any_other(site):
    site.get("/metrics-of-migration/")
    site.get("/metrics-of-migration/")

    assert len(site.asked) == 1


def test_nothing_of_one_client_reaches_what_all_get(site):
    site.get(
        "/a/",
        REMOTE_ADDR="198.51.100.1",
        HTTP_X_FORWARDED_HOST="evil.example",
        HTTP_X_HTTP_METHOD_OVERRIDE="DELETE",
        HTTP_USER_AGENT="evil",
        HTTP_COOKIE="csrftoken=evil",
        HTTP_X_PAGE_CACHE="evil",
    )

    assert "evil" not in str(site.asked[0])
    assert {name for name in site.asked[0] if name.startswith("HTTP_")} == {
        "HTTP_HOST",
        "HTTP_ACCEPT_ENCODING",
        "HTTP_X_PAGE_CACHE",
    }


def test_a_client_does_not_see_what_django_says_to_the_page_cache(site):
    assert "x-page-cache" not in site.get("/a/").fields


@pytest.mark.parametrize(("coding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_kept_page_is_sent_in_the_coding_that_the_client_takes_and_compressed_once(site, coding, decode):
    site.get("/a/")
    first, again = (site.cache({**a_request(), "HTTP_ACCEPT_ENCODING": coding}, lambda *said: None) for _ in "12")

    answered = site.get("/a/", HTTP_ACCEPT_ENCODING=coding)

    assert answered.fields["content-encoding"] == coding
    assert decode(answered.body) == PAGE
    assert len(answered.body) < len(PAGE) / 5
    assert first[0] is again[0]
    assert len(site.asked) == 1


def test_a_client_that_has_the_page_is_told_so_in_a_few_bytes(site):
    tag = site.get("/a/", HTTP_ACCEPT_ENCODING="br").fields["etag"]

    answered = site.get("/a/", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=tag)

    assert (answered.status, answered.fields["etag"], answered.body) == (304, tag, b"")
    assert "content-length" not in answered.fields
    assert site.get("/a/", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH='"older"').status == 200


def test_a_question_for_the_head_gets_the_head_of_the_page(site):
    answered = site.get("/a/", method="HEAD")

    assert (answered.status, answered.fields["content-length"], answered.body) == (200, str(len(PAGE)), b"")
    assert site.asked[0]["REQUEST_METHOD"] == "GET"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("identity", ""),
        ("", ""),
        ("bromine, gzipped", ""),
    ],
)
def test_a_client_gets_the_smallest_coding_that_it_takes(accepted, coding):
    assert accepted_encoding(accepted) == coding


@pytest.mark.parametrize("condition", ['"a"', 'W/"a"', '"b", "a"', "*"])
def test_a_tag_is_found_among_those_of_the_client(condition):
    assert matches(condition, '"a"')


def test_another_tag_is_not_found():
    assert not matches('"ab", "b"', '"a"')


# For one client alone


@pytest.mark.parametrize(
    ("method", "target", "variables"),
    [
        ("GET", "/a/", {"HTTP_COOKIE": "other=1; sessionid=abc"}),
        ("GET", "/a/", {"HTTP_AUTHORIZATION": "Basic YTpi"}),
        ("GET", "/a/", {"HTTP_RANGE": "bytes=0-5"}),
        ("GET", "/a/", {"HTTP_REFERER": "https://www.example.org/fr/search/?q=tripoli"}),
        ("POST", "/a/", {"HTTP_ORIGIN": "https://www.example.org"}),
        ("OPTIONS", "/a/", {"HTTP_ACCEPT": "*/*"}),
        ("GET", "/admin/", {"HTTP_ACCEPT": "*/*"}),
        ("GET", "/files/1/a.pdf", {"HTTP_ACCEPT": "*/*"}),
        ("GET", "/shared/abc/", {"HTTP_ACCEPT": "*/*"}),
        ("GET", "/fr/search/", {"HTTP_ACCEPT": "*/*"}),
    ],
)
def test_what_is_for_one_client_is_asked_with_its_own_words_and_not_kept(site, method, target, variables):
    site.get("/a/")
    site.get(target, method=method, **variables)

    assert len(site.asked) == 2
    assert variables.items() <= site.asked[1].items()
    assert "HTTP_X_PAGE_CACHE" not in site.asked[1]
    assert len(site.store) == 1


def test_a_cookie_of_somebody_else_changes_nothing(site):
    site.get("/a/")
    site.get("/a/", HTTP_COOKIE="_ga=1; csrftoken=a")

    assert len(site.asked) == 1


@pytest.mark.parametrize("version", [None, 1])
def test_an_answer_with_a_cookie_is_given_once_and_never_kept(version):
    site = ScriptedSite(lambda _environ: Reply(b"yours", version=version, fields=(("Set-Cookie", "csrftoken=a"),)))
    site.get("/password/")
    site.get("/password/")

    assert len(site.asked) == 2
    assert len(site.store) == 0


def test_an_answer_that_django_does_not_release_is_made_for_each_client():
    site = ScriptedSite(lambda environ: Reply(environ.get("HTTP_COOKIE", "nobody").encode()))
    site.get("/")

    assert site.get("/", HTTP_COOKIE="a=1").body == b"a=1"
    assert len(site.store) == 0


# One key for all spellings


@pytest.mark.parametrize(
    "variables",
    [
        {"HTTP_HOST": "WWW.example.org"},
        {"HTTP_HOST": "www.example.org:80"},
        {"HTTP_HOST": "www.example.org:443", "wsgi.url_scheme": "http"},
    ],
)
def test_a_host_is_one_in_every_case_and_with_the_port_of_its_scheme(site, variables):
    site.get("/a/")
    site.get("/a/", **variables)

    assert len(site.asked) == (2 if variables["HTTP_HOST"].endswith("443") else 1)


def test_a_name_that_is_none_of_the_sites_is_kept_nowhere(site):
    for number in range(20):
        site.get("/a/", HTTP_HOST=f"evil{number}.example")

    assert len(site.asked) == 20
    assert len(site.store) == 0


def test_a_client_of_http_1_0_that_says_no_host_gets_the_sites_own(site):
    site.get("/admin/", HTTP_HOST="")

    assert site.asked[0]["HTTP_HOST"] == "localhost:8000"


def test_what_came_over_tls_is_not_given_to_who_came_without(site):
    site.get("/a/")
    site.get("/a/", **{"wsgi.url_scheme": "https"})

    assert len(site.asked) == 2


@pytest.mark.parametrize("name", [*sorted(TRACKING_PARAMETERS), "utm_source", "utm_anything"])
def test_a_parameter_that_follows_visitors_is_ignored(site, name):
    site.get("/a/")
    answered = site.get(f"/a/?{name}=x")

    assert answered.body == PAGE
    assert len(site.asked) == 1


def test_django_is_not_told_of_what_follows_visitors_and_of_all_else_in_one_spelling(site):
    site.get("/a/?utm_source=x&y%65ar=20%31%34&fbclid=z")
    site.get("/a/?year=2014")

    assert [request["QUERY_STRING"] for request in site.asked] == ["year=2014"]


def test_addresses_that_are_very_long_or_cannot_be_read_are_not_kept(site):
    for target in ("/" + "a" * 3_000, "/a/?" + "&".join(f"a{number}=1" for number in range(60)), "/a/?b=%ff"):
        site.get(target)

    assert len(site.store) == 0


# Until when


def test_another_content_version_ends_everything_that_is_kept(site):
    site.get("/a/")
    site.store.use_version(10_000)

    assert len(site.store) == 0


def test_a_page_is_not_given_past_its_moment():
    site = ScriptedSite(lambda _environ: Reply(version=1, until=UNTIL))
    site.get("/a/")
    with time_machine.travel(UNTIL + 1):
        site.get("/a/")

    assert len(site.asked) == 2


def test_a_page_of_an_older_version_than_is_known_is_not_kept():
    site = ScriptedSite(lambda _environ: Reply(b"old", version=1))
    site.store.use_version(2)
    site.get("/a/")

    assert len(site.store) == 0


def test_a_change_is_known_from_the_first_page_that_has_it():
    versions = iter([1, 2])
    site = ScriptedSite(lambda _environ: Reply(version=next(versions)))
    site.get("/old/")
    site.get("/new/")

    assert site.store.version == 2
    assert site.store.get(Key("http", "www.example.org", "/old/", "")) is None


def test_a_page_that_is_not_there_is_forgotten_with_the_change_that_makes_it():
    replies = iter([Reply(b"no", "404 Not Found", version=1), Reply(b"news", version=2)])
    site = ScriptedSite(lambda _environ: next(replies))
    assert [site.get("/a/").status for _time in range(2)] == [404, 404]
    site.store.use_version(2)

    assert site.get("/a/").body == b"news"


# Room


def add(store, name, size, status="200 OK"):
    answer = Answer(status, [], b"x" * size)
    answer.version = store.version
    store.add(Key("http", "a", name, ""), answer)


def kept(store, name):
    return store.get(Key("http", "a", name, "")) is not None


@pytest.fixture
def store():
    store = Store(MEGABYTE)
    store.use_version(1)
    return store


def test_no_more_than_its_bytes_is_kept_and_what_was_asked_for_longest_ago_goes(store):
    for number in range(300):
        add(store, f"/{number}", 10_000)
        kept(store, "/0")

    assert store.size <= MEGABYTE
    assert store.size == sum(size for room in store.rooms for _answer, size in room.answers.values())
    assert kept(store, "/0")
    assert not kept(store, "/1")


def test_a_page_that_would_push_out_many_others_is_not_kept(store):
    add(store, "/large", MEGABYTE // 8)

    assert not kept(store, "/large")


def test_what_is_asked_for_once_pushes_out_nothing_that_was_asked_for_again(store):
    add(store, "/real", 10_000)
    assert kept(store, "/real")
    for number in range(1_000):
        add(store, f"/junk{number}", 10_000)
        add(store, f"/nothing{number}", 10_000, "404 Not Found")
        add(store, f"/moved{number}", 100, "301 Moved Permanently")

    assert kept(store, "/real")
    assert store.size <= MEGABYTE


def test_made_up_spellings_push_out_no_page():
    site = ScriptedSite(a_page, PAGE_CACHE_MEGABYTES=1)
    for number in range(5):
        site.get(f"/{number}/")
        site.get(f"/{number}/")
    for number in range(760):
        site.get("/1/", HTTP_HOST=f"www.example.org:{number + 1}")
        site.get(f"/made-up-{number}/")
        site.get(f"/1/?page={number}")
    asked = len(site.asked)
    for number in range(5):
        site.get(f"/{number}/")

    assert len(site.asked) == asked


# Static files


def static(environ):
    coding = environ["HTTP_ACCEPT_ENCODING"]
    fields = [("Cache-Control", "max-age=315360000, public, immutable"), ("ETag", f'"abc{coding}"')]
    if coding:
        fields.append(("Content-Encoding", coding))
    return Reply(b"file " + coding.encode(), fields=tuple(fields))


def test_a_static_file_is_kept_in_the_codings_made_ahead_whatever_changes_and_whoever_asks():
    site = ScriptedSite(static)
    for coding in ("br", "gzip"):
        first = site.get("/static/site.123.css", HTTP_ACCEPT_ENCODING=coding, HTTP_COOKIE="sessionid=abc")
        site.store.use_version(99)
        again = site.get("/static/site.123.css", HTTP_ACCEPT_ENCODING=coding)

        assert first == again
        assert (again.body, again.fields["etag"]) == (b"file " + coding.encode(), f'"abc{coding}"')
        assert again.fields["content-encoding"] == coding
    assert len(site.asked) == 2


def test_a_static_file_whose_name_does_not_change_with_it_is_not_kept():
    site = ScriptedSite(lambda _environ: Reply(fields=(("Cache-Control", "max-age=60"),)))
    site.get("/static/site.css")

    assert len(site.store) == 0


# When the database is gone


def test_kept_pages_go_on_while_the_database_is_gone_even_past_their_moment_and_the_health_check_says_so():
    site = ScriptedSite(lambda _environ: Reply(PAGE, version=1, until=UNTIL))
    site.get("/a/")
    site.script = lambda _environ: Reply(b"", "503 Service Unavailable")
    site.cache.watcher.lost_since = time.time()
    with time_machine.travel(UNTIL + 1):
        kept_page, other, health = site.get("/a/"), site.get("/b/"), site.get("/health/delivery")

    assert (kept_page.status, kept_page.body) == (200, PAGE)
    assert other.status == 503
    assert b'"database unavailable"' in health.body
