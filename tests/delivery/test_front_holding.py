"""What the front holds, for whom, and until when."""

import asyncio
import gzip

import brotli
import pytest

from mme_site.delivery.front.held import HeldPage, Shelf
from tests.delivery.scripted import ScriptedSite, answer, with_site

PAGE = b"<p>" + b"migration " * 200 + b"</p>"


def held_page(_request):
    return answer(PAGE, version=1)


# For everybody


@with_site(held_page)
async def test_a_page_is_made_once_for_everybody(site):
    first, again = await site.get("/a/"), await site.get("/a/", "User-Agent: another", "Accept-Language: fr")

    assert first[2] == again[2] == PAGE
    assert len(site.asked) == 1


@with_site(held_page)
async def test_nothing_of_one_client_reaches_what_all_get(site):
    lines = ["X-Forwarded-Host: evil.example", "X-Http-Method-Override: DELETE", "X-Original-URL: /admin/"]
    await site.get("/a/", *lines, "X_Client_Address: 1.2.3.4", "User-Agent: evil", "Accept-Language: ar")

    assert b"evil" not in site.asked[0]
    assert {line.partition(b":")[0] for line in site.asked[0].split(b"\r\n")[1:-2]} == {
        b"host",
        b"accept-encoding",
        b"x-page-cache",
    }


@with_site(held_page)
async def test_the_answer_for_one_name_of_the_site_is_not_given_at_another(site):
    await site.get("/a/")
    await site.send(b"GET /a/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")

    assert len(site.asked) == 2


@with_site(held_page)
async def test_a_client_does_not_see_what_django_says_to_the_front(site):
    assert "x-page-cache" not in (await site.get("/a/"))[1]


@pytest.mark.parametrize(("coding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_held_page_is_sent_in_the_coding_that_the_client_takes(coding, decode):
    async def inside():
        async with ScriptedSite(held_page) as site:
            await site.get("/a/")
            return await site.get("/a/", f"Accept-Encoding: {coding}"), site.asked

    (_status, fields, body), asked = asyncio.run(inside())

    assert fields["content-encoding"] == coding
    assert decode(body) == PAGE
    assert len(body) < len(PAGE) / 5
    assert len(asked) == 1


@with_site(held_page)
async def test_a_client_that_has_the_page_is_told_so_in_a_few_bytes(site):
    tag = (await site.get("/a/", "Accept-Encoding: br"))[1]["etag"]

    status, fields, body = await site.get("/a/", "Accept-Encoding: br", f"If-None-Match: {tag}")

    assert (status, fields["etag"], body) == (304, tag, b"")
    assert "content-length" not in fields
    assert (await site.get("/a/", "Accept-Encoding: br", 'If-None-Match: "older"'))[0] == 200


@with_site(held_page)
async def test_a_question_for_the_head_gets_the_head_of_the_page(site):
    status, fields, body = await site.get("/a/", method="HEAD")

    assert (status, fields["content-length"], body) == (200, str(len(PAGE)), b"")
    assert site.asked[0].startswith(b"GET /a/ ")


# For one client alone


@pytest.mark.parametrize(
    ("method", "target", "line"),
    [
        ("GET", "/a/", "Cookie: other=1; sessionid=abc"),
        ("GET", "/a/", "Authorization: Basic YTpi"),
        ("GET", "/a/", "Range: bytes=0-5"),
        ("GET", "/a/", "Referer: https://www.example.org/fr/search/?q=tripoli"),
        ("POST", "/a/", "Origin: https://www.example.org"),
        ("OPTIONS", "/a/", "Accept: */*"),
        ("GET", "/admin/", "Accept: */*"),
        ("GET", "/files/1/a.pdf", "Accept: */*"),
    ],
)
def test_the_front_steps_aside_for_what_is_for_one_client(method, target, line):
    async def inside():
        async with ScriptedSite(held_page) as site:
            await site.get("/a/")
            await site.get(target, line, method=method)
            return site.asked

    asked = asyncio.run(inside())

    assert len(asked) == 2
    assert line.lower().encode() in asked[1].lower()
    assert b"x-client-address: 127.0.0.1" in asked[1]
    assert b"x-page-cache" not in asked[1]


@with_site(held_page)
async def test_a_cookie_of_somebody_else_changes_nothing(site):
    await site.get("/a/")
    await site.get("/a/", "Cookie: _ga=1; csrftoken=a")

    assert len(site.asked) == 1


@with_site(lambda _request: answer(b"yours", Set_Cookie="csrftoken=a"))
async def test_an_answer_that_django_does_not_release_is_given_once(site):
    await site.get("/password/")
    await site.get("/password/")

    assert len(site.asked) == 2
    assert len(site.front.store) == 0


@with_site(held_page)
async def test_a_client_cannot_say_who_it_is(site):
    await site.get("/admin/", "X-Client-Address: 1.2.3.4", "X_Client_Address: 1.2.3.4", "X-Forwarded-For: 1.2.3.4")

    assert site.asked[0].count(b"1.2.3.4") == 1  # in X-Forwarded-For, which nobody believes
    assert b"x-client-address: 127.0.0.1\r\n" in site.asked[0]


@with_site(held_page, trusts_proxy=True)
async def test_behind_a_server_that_is_trusted_the_client_is_the_one_that_it_saw(site):
    await site.get("/admin/", "X-Forwarded-For: 6.6.6.6, 1.2.3.4")

    assert b"x-client-address: 1.2.3.4\r\n" in site.asked[0]


@with_site(held_page, trusts_proxy=True)
async def test_what_came_over_tls_is_not_given_to_who_came_without(site):
    await site.get("/a/", "X-Forwarded-Proto: https")
    await site.get("/a/")

    assert [b"x-forwarded-proto" in request for request in site.asked] == [True, False]


# Until when


@with_site(lambda request: answer(request.split()[1], version=len(request)))
async def test_another_content_version_ends_everything_that_is_held(site):
    await site.get("/a/")
    site.front.store.be_of(10_000)

    assert len(site.front.store) == 0


@with_site(lambda _request: answer(version=1, until=2_000_000_000))
async def test_a_page_is_not_held_past_its_moment(site):
    await site.get("/a/")
    site.front.now = 2_000_000_001
    await site.get("/a/")

    assert len(site.asked) == 2


@with_site(lambda _request: answer(b"old", version=1))
async def test_a_page_of_an_older_version_than_the_front_knows_is_not_held(site):
    site.front.store.be_of(2)
    await site.get("/a/")

    assert len(site.front.store) == 0


@with_site(lambda _request: answer(b"new", version=2))
async def test_the_front_learns_of_a_change_from_the_first_page_that_has_it(site):
    site.front.store.be_of(1)
    site.front.store.keep(b" www.example.org/b/", HeldPage(b"200 OK", [], b"old"))

    await site.get("/a/")

    assert site.front.store.version == 2
    assert site.front.store.get(b" www.example.org/b/") is None


# Room


def page_of(size):
    return HeldPage(b"200 OK", [], b"x" * size)


def test_a_shelf_never_holds_more_than_its_bytes_and_gives_up_what_was_asked_for_longest_ago():
    shelf = Shelf(100_000)
    for number in range(100):
        shelf.keep(b"%d" % number, page_of(5_000))
        shelf.get(b"0")

    assert shelf.size <= 100_000
    assert shelf.get(b"0") is not None
    assert shelf.get(b"1") is None
    assert shelf.size == sum(page.size for page in shelf.pages.values())


def test_a_page_that_would_push_out_all_others_is_not_kept():
    shelf = Shelf(100_000)

    shelf.keep(b"large", page_of(60_000))

    assert shelf.get(b"large") is None


def page_or_nothing(request):
    return answer(PAGE, "404 Not Found" if b"/no" in request else "200 OK", version=1)


@with_site(page_or_nothing, most_bytes=80_000)
async def test_made_up_addresses_push_out_no_page(site):
    await site.get("/a/")
    for number in range(60):
        await site.get(f"/no{number}/")
        await site.get(f"/a/?page={number}")

    assert site.front.store.get(b" www.example.org/a/") is not None
    assert site.front.store.size <= 80_000


# Static files


def static(request):
    coding = next((name for name in (b"br", b"gzip") if b"accept-encoding: " + name in request), b"")
    fields = {"Content_Encoding": coding.decode()} if coding else {}
    return answer(b"file " + coding, Cache_Control="max-age=315360000, public, immutable", ETag='"abc"', **fields)


@with_site(static)
async def test_a_static_file_is_held_in_the_codings_made_ahead_whatever_changes_and_whoever_asks(site):
    first = await site.get("/static/site.123.css", "Accept-Encoding: br", "Cookie: sessionid=abc")
    site.front.store.be_of(99)
    again = await site.get("/static/site.123.css", "Accept-Encoding: gzip", "If-None-Match: other")

    assert (first[2], again[2]) == (b"file br", b"file gzip")
    assert again[1]["etag"] == '"abc"'
    assert len(site.asked) == 3  # once for each coding


@with_site(lambda _request: answer(Cache_Control="max-age=60"))
async def test_a_static_file_whose_name_does_not_change_with_it_is_not_held(site):
    await site.get("/static/site.css")

    assert len(site.front.store) == 0


# When something is gone


class Lost:
    lost_since = 1.0


def test_held_pages_go_on_while_the_database_is_gone_even_past_their_moment_and_the_health_check_says_so():
    async def inside():
        is_well = True

        def script(_request):
            return answer(PAGE, version=1, until=2_000_000_000) if is_well else answer(b"", "500 Internal Server Error")

        async with ScriptedSite(script) as site:
            await site.get("/a/")
            is_well, site.front.watcher, site.front.now = False, Lost, 2_000_000_001
            return await site.get("/a/"), await site.get("/b/"), await site.get("/health/delivery")

    held, other, health = asyncio.run(inside())

    assert held[::2] == (200, PAGE)
    assert other[0] == 500
    assert b'"database lost"' in health[2]


@with_site(held_page)
async def test_held_pages_go_on_while_django_is_gone_and_others_are_told_to_come_again(site):
    await site.get("/a/")
    object.__setattr__(site.front.place, "socket", "/nowhere")

    assert (await site.get("/a/"))[0] == 200
    status, fields, _body = await site.get("/b/")
    assert (status, fields["retry-after"]) == (502, "5")
