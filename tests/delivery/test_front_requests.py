"""What the front makes of requests, the hostile ones among them."""

import asyncio

import pytest

from mme_site.delivery.front.requests import Refused, encoding_for, matches, read
from tests.delivery.scripted import HOST, ScriptedSite, answer, parsed, with_site

# Requests that are refused


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a/../b\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 400),
        (b"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"get / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: a\nY: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: a\rY: b\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", 411),
        (b"\x16\x03\x01\x02\x00\r\n\r\n", 400),
    ],
)
def test_a_request_that_two_servers_could_read_differently_is_refused(head, status):
    with pytest.raises(Refused) as refused:
        read(head)

    assert refused.value.args == (status,)


@pytest.mark.parametrize("length", [b"-1", b"+5", b"0x10", b"1e3", b"5, 5", b"", b"9" * 30])
def test_a_length_that_is_no_number_is_refused(length):
    with pytest.raises(Refused):
        _ = read(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + b"\r\n\r\n").length


def test_a_whole_address_names_the_host_in_place_of_the_field():
    request = read(b"GET http://www.example.org/a?b HTTP/1.1\r\nHost: other.example\r\n\r\n")

    assert (request.host, request.target) == (b"www.example.org", b"/a?b")


def refusal_of(*pieces):
    """Return what a client gets that sends these bytes."""

    async def inside():
        async with ScriptedSite(lambda _request: answer()) as site:
            return parsed(await site.send(*pieces)), site.asked

    return asyncio.run(inside())


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 40_000 + b"\r\n\r\n", 431),
        (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 431),
        (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 99999999999\r\n\r\n", 413),
        (b"nonsense\r\n\r\n", 400),
    ],
)
def test_what_is_too_long_or_nonsense_is_answered_in_words_and_never_reaches_django(sent, status):
    (answered, fields, body), asked = refusal_of(sent)

    assert answered == status
    assert fields["connection"] == "close"
    assert body.decode().strip().endswith(".")
    assert asked == []


# Codings and entity tags


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        (b"gzip, deflate, br", b"br"),
        (b"gzip", b"gzip"),
        (b"br;q=0, gzip", b"gzip"),
        (b"GZIP;q=0.5", b"gzip"),
        (b"*", b"br"),
        (b"*;q=0", None),
        (b"identity", None),
        (b"", None),
        (b"bromine, gzipped", None),
    ],
)
def test_a_client_gets_the_smallest_coding_that_it_takes(accepted, coding):
    assert encoding_for(accepted) == coding


@pytest.mark.parametrize("value", [b'"a"', b'W/"a"', b'"b", "a"', b"*"])
def test_a_tag_is_found_among_those_of_the_client(value):
    assert matches(value, b'"a"')


def test_another_tag_is_not_found():
    assert not matches(b'"ab", "b"', b'"a"')


# One connection


@with_site(lambda request: answer(request.split()[1]))
async def test_requests_sent_together_are_answered_in_their_order(site):
    last = b"GET /c HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n"
    sent = b"".join(b"GET /%s HTTP/1.1\r\n%s\r\n" % (name, HOST) for name in (b"a", b"b")) + last

    response = await site.send(sent)

    assert [part[:2] for part in response.split(b"\r\n\r\n")[1:]] == [b"/a", b"/b", b"/c"]


@with_site(lambda request: answer(request.split(b"\r\n\r\n", 1)[1]))
async def test_a_body_is_no_second_request(site):
    inner = b"GET /admin/ HTTP/1.1\r\n" + HOST + b"\r\n"
    head = b"POST /a HTTP/1.1\r\nConnection: close\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % len(inner)

    response = parsed(await site.send(head + inner))

    assert response[2] == inner
    assert len(site.asked) == 1


@with_site(lambda _request: answer())
async def test_a_request_in_single_bytes_is_one_request(site):
    sent = b"GET /a HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n"

    assert parsed(await site.send(*(sent[i : i + 1] for i in range(len(sent)))))[0] == 200


@with_site(lambda _request: answer())
async def test_a_client_of_http_1_0_gets_an_answer_and_an_end(site):
    status, fields, body = parsed(await site.send(b"GET / HTTP/1.0\r\nHost: a\r\n\r\n"))

    assert (status, fields["connection"], body) == (200, "close", b"hello")


@with_site(lambda request: answer(b"%d" % len(request.split(b"\r\n\r\n", 1)[1])))
async def test_a_large_upload_is_told_to_go_on_and_arrives_whole(site):
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    head = b"POST /a HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\n" + HOST
    writer.write(head + b"Content-Length: 3000000\r\n\r\n")

    assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"

    writer.write(b"x" * 3_000_000)
    assert parsed(await reader.read())[2] == b"3000000"
    writer.close()


@with_site(lambda _request: answer(b"x" * 3_000_000))
async def test_a_large_answer_arrives_whole(site):
    assert len((await site.get("/files/1/a.pdf"))[2]) == 3_000_000


@with_site(lambda _request: b"HTTP/1.0 200 OK\r\ncontent-type: text/plain\r\n\r\nno length")
async def test_an_answer_whose_length_django_does_not_know_has_one(site):
    status, fields, body = await site.get("/files/list.csv")

    assert (status, fields["content-length"], body) == (200, "9", b"no length")


@with_site(lambda _request: b"HTTP/1.0 200 OK\r\ncontent-length: 1000\r\n\r\ncut off")
async def test_an_answer_that_was_cut_off_is_not_given_as_whole(site):
    assert (await site.get("/"))[0] == 502


@with_site(lambda _request: answer())
async def test_half_a_request_is_told_after_its_time_that_it_did_not_arrive(site):
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(b"GET / HTTP/1.1\r\n")
    while not site.connections or not next(iter(site.connections)).buffer:
        await asyncio.sleep(0)

    site.pass_time(seconds=20)

    assert parsed(await reader.read())[0] == 408
    writer.close()


@with_site(lambda _request: answer(), most_connections=1)
async def test_one_client_too_many_is_told_to_come_again(site):
    _reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    while not site.connections:
        await asyncio.sleep(0)

    status, fields, _body = await site.get("/")

    assert (status, fields["retry-after"]) == (503, "5")
    writer.close()
