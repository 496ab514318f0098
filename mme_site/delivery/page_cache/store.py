"""Finished answers, kept in memory within a number of bytes."""

import threading
from collections import OrderedDict

from mme_site.delivery.page_cache.answers import FOREVER, Answer
from mme_site.delivery.page_cache.keys import Key


class LeastRecentlyUsed:
    """Answers up to a number of bytes; the one that was asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self.answers: OrderedDict[Key, tuple[Answer, int]] = OrderedDict()

    def add(self, key: Key, answer: Answer, size: int) -> list[tuple[Key, Answer, int]]:
        """Keep an answer, and return what had to go for it."""
        self.pop(key)
        self.answers[key] = answer, size
        self.size += size
        gone = []
        while self.size > self.most:
            other, (other_answer, other_size) = self.answers.popitem(last=False)
            self.size -= other_size
            gone.append((other, other_answer, other_size))
        return gone

    def pop(self, key: Key) -> tuple[Answer, int] | None:
        found = self.answers.pop(key, None)
        if found:
            self.size -= found[1]
        return found

    def clear(self) -> None:
        self.answers.clear()
        self.size = 0


class Store:
    """Everything that is kept, of one content version.

    A page begins among those that were asked for once, and moves to the others when it is asked
    for again: what somebody makes up pushes out only what nobody has come back for (a segmented
    LRU). Errors and redirects, of which there is no end, have a room of their own, and so have
    static files.
    """

    def __init__(self, most: int) -> None:
        self.largest = most // 16  # bytes; what is larger is not worth those that it would push out
        self.version: float | None = None
        self.lock = threading.Lock()
        self.again, self.once = LeastRecentlyUsed(most // 2), LeastRecentlyUsed(most // 4)
        self.others, self.files = LeastRecentlyUsed(most // 8), LeastRecentlyUsed(most // 8)
        self.rooms = (self.again, self.once, self.others, self.files)

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(room.size for room in self.rooms)

    def __len__(self) -> int:
        return sum(len(room.answers) for room in self.rooms)

    def use_version(self, version: float) -> None:
        """Forget everything that is of another version."""
        with self.lock:
            if version != self.version:
                self.version = version
                for room in (self.again, self.once, self.others):
                    room.clear()

    def get(self, key: Key) -> Answer | None:
        with self.lock:
            for room in (self.again, self.others, self.files):
                if found := room.answers.get(key):
                    room.answers.move_to_end(key)
                    return found[0]
            if found := self.once.pop(key):
                for older in self.again.add(key, *found):
                    self.once.add(*older)
                return found[0]
            return None

    def add(self, key: Key, answer: Answer) -> None:
        """Keep an answer where it belongs, if it is of the present version."""
        size = answer.finish() + 2 * sum(map(len, key))
        if size > self.largest:
            return
        with self.lock:
            if answer.version == FOREVER:
                self.files.add(key, answer, size)
            elif answer.version == self.version and not answer.is_page:
                self.others.add(key, answer, size)
            elif answer.version == self.version:
                room = self.again if key in self.again.answers else self.once
                room.add(key, answer, size)
