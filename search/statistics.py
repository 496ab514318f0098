"""Counts what is searched for, without cookies, addresses, or a write on every request.

Each process adds up in memory and writes once a minute at most, and when it ends. A process that is killed forgets
its last minute. Nobody's three searches can be told from three people's: no client is known here.
"""

import datetime
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
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
NUMBERS = ("searches", "empty", "opened")
Key = tuple[datetime.date, str, str]
ADD = (
    "INSERT INTO search_querystatistics (month, language, key, text, searches, empty, opened)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (month, language, key) DO UPDATE SET searches = search_querystatistics.searches + EXCLUDED.searches,"
    " empty = search_querystatistics.empty + EXCLUDED.empty, opened = search_querystatistics.opened + EXCLUDED.opened"
)


class QueryCounter:
    """What this process has counted and not yet written: text and numbers by month, language and key."""

    def __init__(self, write_later: Callable[["QueryCounter"], None] | None = None):
        self.write_later = write_later or self.write_in_a_thread
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.counts: dict[Key, tuple[str, Counter[str]]] = {}
        self.written_at = time.time()

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
                self.counts.setdefault((month, language, key[:200]), (text, Counter()))[1].update(more)
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
        # Sorted, so that two processes lock the rows in the same order.
        rows = sorted((*key, text, *(of[name] for name in NUMBERS)) for key, (text, of) in counts.items())
        this_month = timezone.localdate().replace(day=1)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.executemany(ADD, rows)
                QueryStatistics.objects.filter(month__lt=this_month, searches__lt=FEWEST).delete()
        except Error:
            logger.exception("The searches of the last minute could not be counted.")


query_counter = QueryCounter()
# A process of the web server ends as those of multiprocessing do, without `atexit`.
Finalize(None, query_counter.write, exitpriority=0)
