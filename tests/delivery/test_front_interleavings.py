"""Changes, looks, renders and clients in every order: nobody ever gets what they could know to be old.

The front is the real one; Django and the database are numbers here, so that thousands of
orders can be tried in seconds. The same is tried with real ones in test_never_stale.py.
"""

import asyncio
import random

import pytest

from mme_site.delivery.front.held import Store
from mme_site.delivery.front.rendering import Renders
from mme_site.delivery.front.requests import read
from tests.delivery.scripted import answer

STEPS = 120
ADDRESSES = [b"/a/", b"/b/"]
CLIENTS = 6


class Database:
    """The content and its version, which are committed together."""

    def __init__(self):
        self.version = 0


class Django:
    """Reads the version first and the content later, and answers later still, each at a moment of its own."""

    def __init__(self, database, pause):
        self.database = database
        self.pause = pause

    async def ask_plainly(self, request, _client):
        from mme_site.delivery.front.backend import read_answer

        await self.pause()
        version = self.database.version
        await self.pause()
        content = self.database.version
        await self.pause()
        reader = asyncio.StreamReader()
        reader.feed_data(answer(b"%d" % content, version=version))
        reader.feed_eof()
        return await read_answer(reader, is_head=False)


async def live(seed, renders_of=Renders):
    """Let one order of events happen; return every answer as (what the front knew when it was asked for, content)."""
    chance = random.Random(seed)
    sleeping, answers, tasks = [], [], set()

    async def pause():
        moment = asyncio.get_running_loop().create_future()
        sleeping.append(moment)
        await moment

    database, store = Database(), Store(1_000_000)
    renders = renders_of(store, Django(database, pause), lambda: False)
    store.be_of(0)

    async def visit(address):
        request = read(b"GET " + address + b" HTTP/1.1\r\nHost: a\r\n\r\n")
        known = store.version
        page = store.get(address) or await renders.page(address, request, b"")
        answers.append((known, int(page.body)))

    for _step in range(STEPS):
        event = chance.choice(["change", "look", "visit", "visit", "go on", "go on", "go on"])
        if event == "change":
            database.version += 1
        elif event == "look":
            store.be_of(database.version)
        elif event == "visit" and len(tasks) < CLIENTS:
            tasks.add(asyncio.ensure_future(visit(chance.choice(ADDRESSES))))
        elif sleeping:
            sleeping.pop(chance.randrange(len(sleeping))).set_result(None)
        for _turn in range(5):
            await asyncio.sleep(0)
        tasks = {task for task in tasks if not task.done()}
        held = [page for shelf in store.shelves for page in shelf.pages.values()]
        assert all(int(page.body) >= store.version for page in held)
    while tasks:
        for moment in sleeping:
            moment.set_result(None)
        sleeping.clear()
        await asyncio.sleep(0)
        tasks = {task for task in tasks if not task.done()}
    return answers


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_nobody_gets_what_was_old_when_they_asked(first):
    for seed in range(first, first + 100):
        answers = asyncio.run(live(seed))

        assert answers
        assert [(known, content) for known, content in answers if content < known] == [], f"seed {seed}"


class RendersThatForget(Renders):
    """Gives a page to all who wait for it, whatever has changed meanwhile."""

    async def page(self, key, request, client):
        return await asyncio.shield(self.now.get(key) or self.begin(key, request, client))


def test_these_orders_find_a_front_that_is_wrong():
    found = [asyncio.run(live(seed, RendersThatForget)) for seed in range(100)]

    assert any(content < known for answers in found for known, content in answers)
