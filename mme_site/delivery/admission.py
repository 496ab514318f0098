"""How many requests are let in at once, and whom Django answers next."""

import threading
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any, NamedTuple

SECONDS_TO_WAIT = 5  # for a thread of Django
SECONDS_TO_WAIT_SIGNED_IN = 25  # somebody who has typed would rather wait than save again


class Overloaded(Exception):
    """More is asked than can be answered soon; the client is told to come again."""


class Admission:
    """Counts what holds a thread of the server for longer than a kept page does.

    A client is let in while it has less than what is still free. So one that asks for very
    much gets half, two get a third each, and whoever comes with a first request finds room
    (dynamic thresholds, A. K. Choudhury and E. L. Hahne, 1998).
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.total = 0
        self.of_client: Counter[str] = Counter()
        self.lock = threading.Lock()

    def enter(self, client: str) -> None:
        """Take a place, which `leave` gives back; raise Overloaded where there is none."""
        with self.lock:
            if self.of_client[client] >= self.most - self.total:
                raise Overloaded
            self.of_client[client] += 1
            self.total += 1

    def leave(self, client: str) -> None:
        with self.lock:
            self.total -= 1
            self.of_client[client] -= 1
            if not self.of_client[client]:
                del self.of_client[client]


class Job(NamedTuple):
    """One call that waits for a thread, or has been made by one."""

    future: Future[Any]
    call: Callable[[], Any]


class DjangoThreads:
    """A few threads in which Django works; each keeps its database connection.

    Clients have their turns one after the other, so that none waits behind all that another
    has asked for.
    """

    def __init__(self, number: int) -> None:
        self.changed = threading.Condition()
        self.waiting: dict[str, deque[Job]] = {}
        for _number in range(number):
            threading.Thread(target=self.work, daemon=True, name="Django").start()

    def run(self, client: str, call: Callable[[], Any], seconds: float | None = None) -> Any:
        """Return what `call()` returns in one of the threads; raise Overloaded where none is free for long."""
        job = Job(Future(), call)
        with self.changed:
            self.waiting.setdefault(client, deque()).append(job)
            self.changed.notify()
        wait([job.future], seconds or SECONDS_TO_WAIT)
        if job.future.cancel():  # what has begun cannot be
            self.withdraw(client, job)
            raise Overloaded
        return job.future.result()

    def withdraw(self, client: str, job: Job) -> None:
        with self.changed:
            jobs = self.waiting.get(client, deque())
            if job in jobs:
                jobs.remove(job)
            if not jobs:
                self.waiting.pop(client, None)

    def work(self) -> None:
        while True:
            future, call = self.next_job()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(call())
            except BaseException as error:
                future.set_exception(error)

    def next_job(self) -> Job:
        """Wait for a job; its client goes behind the others."""
        with self.changed:
            while not self.waiting:
                self.changed.wait()
            client = next(iter(self.waiting))
            jobs = self.waiting.pop(client)
            job = jobs.popleft()
            if jobs:
                self.waiting[client] = jobs
            return job

    @property
    def queue_length(self) -> int:
        with self.changed:
            return sum(map(len, self.waiting.values()))
