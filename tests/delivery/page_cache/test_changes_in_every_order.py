"""Changes, looks, renders and clients in every order: nobody ever gets what they could know to be old.

The page cache is the real one; Django and the database are numbers here, so that many orders
can be tried in seconds. Clients are threads that go one at a time. The same is tried with real
ones in test_never_stale.py.
"""

import random
import threading
import time
from concurrent.futures import Future

import pytest

from mme_site.delivery.page_cache import rendering
from mme_site.delivery.page_cache.answers import Answer
from mme_site.delivery.page_cache.keys import Key
from mme_site.delivery.page_cache.rendering import Renders
from mme_site.delivery.page_cache.store import Store

STEPS = 80
KEYS = [Key("http", "a", "/a/", ""), Key("http", "a", "/b/", "")]
CLIENTS = 6


class Stage:
    """Where threads go on one at a time: each waits in a render, or for the end of another's."""

    def __init__(self):
        self.lock = threading.Lock()
        self.running = 0
        self.sleeping = []  # in a render
        self.waiting = {}  # for the end of a render

    def begin(self, target, *arguments):
        self.running += 1
        threading.Thread(target=self.act, args=[target, *arguments], daemon=True).start()

    def act(self, target, *arguments):
        try:
            target(*arguments)
        finally:
            with self.lock:
                self.running -= 1

    def pause(self):
        self.wait_among(self.sleeping)

    def wait_among(self, moments, unless=lambda: False):
        moment = threading.Event()
        with self.lock:
            if unless():
                return
            moments.append(moment)
            self.running -= 1
        moment.wait()

    def wake(self, moments):
        with self.lock:
            self.running += len(moments)
        for moment in moments:
            moment.set()

    def wake_one(self, moment):
        self.sleeping.remove(moment)
        self.wake([moment])
        self.settle()

    def settle(self):
        """Return when every thread waits or has ended."""
        while self.running:
            time.sleep(0)


class End(Future):
    """An answer that is being made, and that is waited for as threads here wait."""

    def __init__(self, stage):
        super().__init__()
        self.stage = stage

    def result(self, timeout=None):
        self.stage.wait_among(self.stage.waiting.setdefault(self, []), unless=self.done)
        return super().result(timeout)

    def set_result(self, result):
        with self.stage.lock:
            super().set_result(result)
            moments = self.stage.waiting.pop(self, [])
        self.stage.wake(moments)


def live(seed, monkeypatch, renders_of=Renders):
    """Let one order of events happen; return every answer as (what was known when it was asked for, content)."""
    chance, stage, answers = random.Random(seed), Stage(), []

    monkeypatch.setattr(rendering, "Future", lambda: End(stage))
    database, store = {"version": 0}, Store(1_000_000)
    renders = renders_of(store, lambda: False)
    store.use_version(0)

    def ask(_environ):
        stage.pause()
        version = database["version"]
        stage.pause()
        content = database["version"]
        stage.pause()
        return Answer("200 OK", [("X-Page-Cache", f"version={version}, until=9999999999")], b"%d" % content)

    def visit(key):
        known = store.version
        answer = store.get(key) or renders.answer(key, {}, ask)
        answers.append((known, int(answer.body)))

    for _step in range(STEPS):
        event = chance.choice(["change", "look", "visit", "visit", "go on", "go on", "go on"])
        waiting = sum(map(len, stage.waiting.values())) + len(stage.sleeping)
        if event == "change":
            database["version"] += 1
        elif event == "look":
            store.use_version(database["version"])
        elif event == "visit" and waiting < CLIENTS:
            stage.begin(visit, chance.choice(KEYS))
        elif stage.sleeping:
            stage.wake_one(chance.choice(stage.sleeping))
        stage.settle()
        kept = [answer for room in store.rooms for answer, _size in room.answers.values()]
        assert all(int(answer.body) >= store.version for answer in kept)
    while stage.sleeping:
        stage.wake_one(stage.sleeping[0])
    return answers


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_nobody_gets_what_was_old_when_they_asked(first, monkeypatch):
    for seed in range(first, first + 50):
        answers = live(seed, monkeypatch)

        assert answers
        assert [(known, content) for known, content in answers if content < known] == [], f"seed {seed}"


class RendersThatForget(Renders):
    """Gives an answer to all who wait for it, whatever has changed meanwhile."""

    def answer(self, key, environ, ask):
        render, is_mine = self.begin(key)
        if is_mine:
            self.make(render, key, environ, ask)
        return render.result()


def test_these_orders_find_a_page_cache_that_is_wrong(monkeypatch):
    found = [live(seed, monkeypatch, RendersThatForget) for seed in range(50)]

    assert any(content < known for answers in found for known, content in answers)
