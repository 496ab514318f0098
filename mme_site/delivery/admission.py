"""How many requests are let in at once, and whom Django answers next."""

import threading
from collections import Counter, deque
from collections.abc import Callable
from typing import Any

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


class Job:
    """One call that waits for a thread, or has been made by one."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self.call = call
        self.has_begun = threading.Event()
        self.has_ended = threading.Event()
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self.call()
        except BaseException as error:
            self.error = error
        finally:
            self.has_ended.set()


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
        job = Job(call)
        with self.changed:
            self.waiting.setdefault(client, deque()).append(job)
            self.changed.notify()
        if not job.has_begun.wait(seconds or SECONDS_TO_WAIT) and self.withdraw(client, job):
            raise Overloaded
        job.has_ended.wait()
        if job.error is not None:
            raise job.error
        return job.result

    def withdraw(self, client: str, job: Job) -> bool:
        """Return True where a job had not begun, and never will."""
        with self.changed:
            if job not in self.waiting.get(client, ()):
                return False
            self.waiting[client].remove(job)
            if not self.waiting[client]:
                del self.waiting[client]
            return True

    def work(self) -> None:
        while True:
            self.next_job().run()

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
            job.has_begun.set()
            return job

    @property
    def queue_length(self) -> int:
        with self.changed:
            return sum(map(len, self.waiting.values()))
