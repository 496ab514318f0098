"""Many clients of the front at once: each page is made once, and nobody stands in the way of the others."""

import asyncio

import pytest

from mme_site.delivery.front.gate import Gate, Overloaded
from tests.delivery.scripted import ScriptedSite, answer

PAGE = b"<p>" + b"migration " * 200 + b"</p>"


async def many(site, *targets):
    return await asyncio.gather(*(site.get(target) for target in targets))


def test_a_rush_for_a_page_that_is_not_held_makes_it_once():
    async def inside():
        begun = asyncio.Event()

        async def slowly(_request):
            await begun.wait()
            return answer(PAGE, version=1)

        async with ScriptedSite(slowly) as site:
            rush = asyncio.ensure_future(many(site, *["/a/"] * 50))
            while len(site.connections) < 50:
                await asyncio.sleep(0)
            begun.set()
            return await rush, len(site.asked)

    answers, asked = asyncio.run(inside())

    assert [body for _status, _fields, body in answers] == [PAGE] * 50
    assert asked == 1


def test_who_came_after_a_change_does_not_get_the_page_that_was_begun_before_it():
    async def inside():
        may_end, versions = asyncio.Event(), iter([1, 2])

        async def slowly(_request):
            version = next(versions)
            await may_end.wait()
            return answer(b"of version %d" % version, version=version)

        async with ScriptedSite(slowly) as site:
            site.front.store.be_of(1)
            before = asyncio.ensure_future(site.get("/a/"))
            while not site.asked:
                await asyncio.sleep(0)
            site.front.store.be_of(2)
            after = asyncio.ensure_future(site.get("/a/"))
            while len(site.connections) < 2:
                await asyncio.sleep(0)
            may_end.set()
            return (await before)[2], (await after)[2], site.front.store.get(b" www.example.org/a/").body

    assert asyncio.run(inside()) == (b"of version 1", b"of version 2", b"of version 2")


def test_a_slow_page_does_not_stop_the_others():
    async def inside():
        never = asyncio.Event()

        async def script(request):
            if b"/slow/" in request.split(b"\r\n")[0]:
                await never.wait()
            return answer(version=1)

        async with ScriptedSite(script, threads=2) as site:
            waiting = asyncio.ensure_future(many(site, *["/slow/"] * 20))
            while len(site.connections) < 20:
                await asyncio.sleep(0)
            status, _fields, _body = await site.get("/a/")
            never.set()
            await waiting
            return status

    assert asyncio.run(inside()) == 200


def test_too_much_is_answered_at_once_with_the_time_to_come_again(monkeypatch):
    monkeypatch.setattr("mme_site.delivery.front.gate.MOST_WAITING", 3)

    async def inside():
        may_end = asyncio.Event()

        async def slowly(_request):
            await may_end.wait()
            return answer()

        async with ScriptedSite(slowly, threads=1) as site:
            waiting = asyncio.ensure_future(many(site, *(f"/{number}/" for number in range(4))))
            while site.front.backend.gate.queue < 3:
                await asyncio.sleep(0)
            refused = await site.get("/more/")
            may_end.set()
            return refused, await waiting

    (status, fields, body), waited = asyncio.run(inside())

    assert (status, fields["retry-after"]) == (503, "5")
    assert b"again" in body
    assert [answered[0] for answered in waited] == [200] * 4


def test_nobody_waits_longer_than_a_few_seconds_for_a_place(monkeypatch):
    monkeypatch.setattr("mme_site.delivery.front.gate.SECONDS_TO_WAIT", 0.01)

    async def inside():
        gate = Gate(1)
        async with gate.pass_through(b"a"):
            with pytest.raises(Overloaded):
                await gate.enter(b"b")
        async with gate.pass_through(b"c"):
            return gate.inside, gate.queue

    assert asyncio.run(inside()) == (1, 0)


def test_a_client_that_asks_for_much_waits_behind_one_that_asks_once():
    async def inside():
        gate, order = Gate(1), []

        async def wait(client):
            async with gate.pass_through(client):
                order.append(client)

        async with gate.pass_through(b"first"):
            turns = [asyncio.ensure_future(wait(client)) for client in (b"robot", b"robot", b"robot", b"reader")]
            while gate.queue < 4:
                await asyncio.sleep(0)
        await asyncio.gather(*turns)
        return order

    assert asyncio.run(inside()) == [b"robot", b"reader", b"robot", b"robot"]
