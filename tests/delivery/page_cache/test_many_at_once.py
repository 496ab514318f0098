"""Many clients at once: each page is made once, nobody stands in the way of others, kept pages are always answered."""

import threading
from collections import Counter

import pytest

from mme_site.delivery import admission
from mme_site.delivery.admission import Admission, DjangoThreads, Overloaded
from mme_site.delivery.known_sessions import SIGNED_IN
from tests.delivery.page_cache.scripted import Reply, ScriptedSite, name_of
from tests.helpers.processes import until

PAGE = b"<p>" + b"migration " * 200 + b"</p>"


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Let clients wait as long as a busy machine needs."""
    monkeypatch.setattr(admission, "SECONDS_TO_WAIT", 60)


class Slow:
    """A script whose answers begin, and end when they may."""

    def __init__(self, reply=lambda environ: Reply(PAGE, version=1)):
        self.reply = reply
        self.begun = Counter()
        self.may_end = threading.Event()

    def __call__(self, environ):
        self.begun[environ["PATH_INFO"]] += 1
        reply = self.reply(environ)
        if environ["PATH_INFO"].startswith("/slow"):
            assert self.may_end.wait(60)
        return reply


def asking(target, number=1, **variables):
    return {"target": target, "REMOTE_ADDR": name_of(number), **variables}


def test_a_rush_for_a_page_that_is_not_kept_makes_it_once():
    slow = Slow()
    site = ScriptedSite(slow)
    rush = site.at_once(*(asking("/slow/", number) for number in range(50)))
    until(lambda: site.cache.admission.total == 50, "all to wait")
    slow.may_end.set()

    assert [waiting.result().body for waiting in rush] == [PAGE] * 50
    assert slow.begun["/slow/"] == 1


def test_who_came_after_a_change_does_not_get_the_page_that_was_begun_before_it():
    versions = iter([1, 2])
    slow = Slow(lambda _environ: (number := next(versions)) and Reply(b"of version %d" % number, version=number))
    site = ScriptedSite(slow)
    site.store.use_version(1)
    [before] = site.at_once(asking("/slow/", 1))
    until(lambda: slow.begun["/slow/"], "the first to begin")
    site.store.use_version(2)
    [after] = site.at_once(asking("/slow/", 2))
    until(lambda: site.cache.admission.total == 2, "the second to wait")
    slow.may_end.set()

    assert (before.result().body, after.result().body) == (b"of version 1", b"of version 2")
    assert site.get("/slow/").body == b"of version 2"


def test_kept_pages_are_answered_while_everything_else_is_taken():
    slow = Slow()
    site = ScriptedSite(slow)
    site.get("/a/")
    crowd = site.at_once(*(asking(f"/slow/{number}/", number) for number in range(120)))
    most = site.cache.admission.most
    until(lambda: sum(waiting.answered is not None for waiting in crowd) == 120 - most, "those who find no place")

    assert site.get("/a/").body == PAGE
    assert len(slow.begun) == 1 + 4  # of WEB_THREADS
    slow.may_end.set()
    refused = [waiting.result() for waiting in crowd if waiting.result().status == 503]
    assert {answered.fields["retry-after"] for answered in refused} == {"5"}
    assert b"again" in refused[0].body


def test_one_client_that_asks_for_very_much_leaves_room_for_the_others():
    slow = Slow()
    site = ScriptedSite(slow)
    crowd = site.at_once(*(asking(f"/slow/{number}/", 1) for number in range(320)))
    until(lambda: site.cache.rejected >= 320 - site.cache.admission.most // 2, "the client to have its share")
    others = site.at_once(*(asking(f"/slow/x{number}/", 2) for number in range(15)))
    until(lambda: site.cache.admission.of_client[name_of(2)] == 15, "the other to have its places")
    slow.may_end.set()

    assert [waiting.result().status for waiting in others] == [200] * 15
    assert Counter(waiting.result().status for waiting in crowd)[200] == site.cache.admission.most // 2


def test_nobody_waits_longer_than_a_few_seconds_for_a_thread(monkeypatch):
    monkeypatch.setattr(admission, "SECONDS_TO_WAIT", 0.01)
    threads, may_end = DjangoThreads(1), threading.Event()
    first = threading.Thread(target=lambda: threads.run("a", lambda: may_end.wait(20)))
    first.start()
    until(lambda: not threads.waiting, "the first to begin")
    with pytest.raises(Overloaded):
        threads.run("b", lambda: 1)
    may_end.set()
    first.join()

    assert threads.run("b", lambda: 2) == 2
    assert threads.queue_length == 0


def test_a_client_that_asks_for_much_waits_behind_one_that_asks_once():
    threads, may_end, order = DjangoThreads(1), threading.Event(), []
    calls = [("first", lambda: may_end.wait(20))]
    calls += [(name, lambda name=name: order.append(name)) for name in ("robot", "robot", "robot", "reader")]
    waiting = []
    for number, (client, call) in enumerate(calls):
        waiting.append(threading.Thread(target=threads.run, args=[client, call]))
        waiting[-1].start()
        until(lambda number=number: threads.queue_length == number, "its turn to be known")
    may_end.set()
    for thread in waiting:
        thread.join()

    assert order == ["robot", "reader", "robot", "robot"]


def test_each_of_several_greedy_clients_gets_the_same_and_a_newcomer_something():
    places = Admission(56)
    taken = Counter()
    for _round in range(100):
        for client in "abcd":
            try:
                places.enter(client)
                taken[client] += 1
            except Overloaded:
                pass
    places.enter("newcomer")

    assert max(taken.values()) - min(taken.values()) <= 1
    assert min(taken.values()) >= 56 // 5
    for client, number in taken.items():
        for _time in range(number):
            places.leave(client)
    places.leave("newcomer")
    assert (places.total, places.of_client) == (0, Counter())


def test_a_probe_is_answered_while_everything_else_is_taken():
    slow = Slow()
    site = ScriptedSite(slow)
    crowd = site.at_once(*(asking(f"/slow/{number}/", number) for number in range(120)))
    until(lambda: site.cache.admission.total == site.cache.admission.most, "every place to be taken")

    assert site.get("/health/ready").status == 200
    slow.may_end.set()
    for waiting in crowd:
        waiting.result()


def test_a_fault_in_django_is_one_clients_and_is_said_in_words(caplog):
    def fail(_environ):
        raise ZeroDivisionError

    site = ScriptedSite(fail)
    for method in ("GET", "POST"):
        answered = site.get("/a/", method=method)
        assert (answered.status, answered.body) == (
            500,
            b"There is a problem with the site. Please try again in a moment.\n",
        )

    assert site.cache.admission.total == 0
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(("session", "statuses"), [("known", {200: 60}), ("made-up", {200: 44, 503: 16})])
def test_an_office_of_one_address_has_a_place_for_each_editor_and_none_for_made_up_sessions(session, statuses):
    def reply(environ):
        if "sessionid=known" in environ["HTTP_COOKIE"]:
            environ[SIGNED_IN] = True  # as mme_site/accounts/middleware.py does
        return Reply(PAGE)

    slow = Slow(reply)
    site = ScriptedSite(slow)
    office = [asking("/slow/", 1, HTTP_COOKIE=f"sessionid={session}-{number}") for number in range(60)]
    for editor in office:
        site.get("/admin/", **{name: value for name, value in editor.items() if name != "target"})

    asked = site.at_once(*office)
    until(lambda: site.cache.admission.total + site.cache.rejected == 60, "all to wait or to be refused")
    slow.may_end.set()

    assert Counter(waiting.result().status for waiting in asked) == statuses
