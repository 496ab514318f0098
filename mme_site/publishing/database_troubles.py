"""What goes wrong with the database and not with an item: tried again after a pause, with no letter and no entry."""

import sqlite3
import time

from django.db import Error

# postgresql.org/docs/15/errcodes-appendix.html: connections, transactions that met, resources, an operator; and what
# the limits of the engine end.
CLASSES = ("08", "40", "53", "57")
CODES = ("25P03", "25P04", "55P03")
# sqlite.org/rescode.html
SQLITE_CODES = {
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY),
    *(sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL),
}
FIRST_PAUSE = 0.5  # seconds
LONGEST_PAUSE = 60


def is_trouble(error: BaseException) -> bool:
    """Return True of an error of the database that says nothing of what was written or read."""
    if not isinstance(error, Error):
        return False
    cause = error.__cause__ or error
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        return code & 0xFF in SQLITE_CODES
    state = getattr(cause, "sqlstate", None)
    if state is None:  # no server has answered
        return type(error).__name__ in ("OperationalError", "InterfaceError")
    return state.startswith(CLASSES) or state in CODES


class Pauses:
    """For how long which items are left alone by this process, each longer than the time before."""

    def __init__(self) -> None:
        self.troubles: dict[int, int] = {}
        self.until: dict[int, float] = {}

    def add(self, key: int) -> float:
        """Leave an item alone for a while; return for how many seconds."""
        number = self.troubles[key] = self.troubles.get(key, 0) + 1
        seconds = min(FIRST_PAUSE * 2 ** (number - 1), LONGEST_PAUSE)
        self.until[key] = time.monotonic() + seconds
        return seconds

    def forget(self, key: int) -> None:
        """Begin anew with an item that has come to an end of its own."""
        self.troubles.pop(key, None)
        self.until.pop(key, None)

    def resting(self) -> list[int]:
        """Return what is to be left alone now."""
        now = time.monotonic()
        return [key for key, until in self.until.items() if until > now]

    def seconds(self) -> float | None:
        """Return for how long nothing that rests may be tried; None where nothing rests."""
        now = time.monotonic()
        return min((until - now for until in self.until.values() if until > now), default=None)
