"""Counts what is searched for, without cookies, addresses, or a write on every request.

Each process adds up in memory and writes once a minute at most, and when it ends: one
statement for all. A process that is killed forgets its last minute. Nobody's three
searches can be told from three people's: no client is known here.
"""

import datetime
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.util import Finalize

from django.db import Error, connection, transaction
from django.utils import timezone

from search.models import QueryStatistics
from search.words.folding import name_key

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_WRITES = 60
FEWEST = 3  # searches; what was searched less often is shown to nobody, and deleted when its month is over
LONGEST = 80  # letters; a longer text is no search, and may be about a person
MOST = 5000  # different searches between two writes
AT_ONCE = 100  # rows of one statement


ADD = (
    "INSERT INTO search_querystatistics (month, language, key, text, searches, empty, opened) VALUES {places}"
    " ON CONFLICT (month, language, key) DO UPDATE SET searches = search_querystatistics.searches + EXCLUDED.searches,"
    " empty = search_querystatistics.empty + EXCLUDED.empty, opened = search_querystatistics.opened + EXCLUDED.opened"
)


@dataclass
class Counts:
    """What has been counted of one search since the last write."""

    text: str
    searches: int = 0
    empty: int = 0
    opened: int = 0


class QueryCounter:
    """What this process has counted and not yet written."""

    def __init__(self, write_later: Callable[["QueryCounter"], None] | None = None):
        self.write_later = write_later or self.write_in_a_thread
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.counts, self.written_at = {}, time.time()

    def searched(self, text: str, language: str, is_empty: bool) -> None:
        """Count a search, which may have found nothing."""
        self.add(text, language, searches=1, empty=int(is_empty))

    def opened(self, text: str, language: str) -> None:
        """Count a result that was opened."""
        self.add(text, language, opened=1)

    def add(self, text: str, language: str, **more: int) -> None:
        text = " ".join(text.split())
        key = name_key(text)
        if not key or len(text) > LONGEST:
            return
        month = timezone.localdate().replace(day=1)
        with self.lock:
            if len(self.counts) < MOST:
                counts = self.counts.setdefault((month, language, key[:200]), Counts(text))
                for name, number in more.items():
                    setattr(counts, name, getattr(counts, name) + number)
            is_time = time.time() - self.written_at >= SECONDS_BETWEEN_WRITES
        if is_time:
            self.write_later(self)

    @staticmethod
    def write_in_a_thread(counter: "QueryCounter") -> None:
        """Write without keeping the reader waiting, whose search it was, for the database."""
        threading.Thread(target=counter.write_and_close, daemon=True).start()

    def write_and_close(self) -> None:
        try:
            self.write()
        finally:
            connection.close()

    def write(self) -> None:
        """Add what was counted to the database's rows; what cannot be written is lost, and logged."""
        with self.lock:
            counts = self.counts
            self.forget()
        if not counts:
            return
        try:
            with transaction.atomic():
                write(counts)
        except Error:
            logger.exception("The searches of the last minute could not be counted.")


def write(counts: dict[tuple[datetime.date, str, str], Counts]) -> None:
    """Add counts to the rows of their months, and delete what was rare in the months before."""
    # Sorted, so that two processes lock the rows in the same order.
    rows = sorted((*where, found.text, found.searches, found.empty, found.opened) for where, found in counts.items())
    with connection.cursor() as cursor:
        for at in range(0, len(rows), AT_ONCE):
            some = rows[at : at + AT_ONCE]
            places = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(some))
            cursor.execute(ADD.format(places=places), [value for row in some for value in row])
    QueryStatistics.objects.filter(month__lt=timezone.localdate().replace(day=1), searches__lt=FEWEST).delete()


query_counter = QueryCounter()
# A process of the web server ends as those of multiprocessing do, without `atexit`.
Finalize(None, query_counter.write, exitpriority=0)
