"""What an export knows of addresses: in a file that is gone when it ends, so that memory does not grow with them."""

import sqlite3
from collections.abc import Iterable, Iterator

BATCH = 500
TABLE = """
CREATE TABLE addresses (
    number INTEGER PRIMARY KEY,  -- in which order they were found
    address TEXT NOT NULL UNIQUE,
    file TEXT,  -- that it became
    is_page INTEGER NOT NULL DEFAULT 0,
    target TEXT,  -- to which it leads on
    status INTEGER  -- with which it was left out; 0: not wanted
)
"""


class Addresses:
    """Every address that an export has come by, and what became of it."""

    def __init__(self) -> None:
        self.database = sqlite3.connect("", isolation_level=None)  # without a name: SQLite makes and deletes a file
        self.database.execute("PRAGMA journal_mode = OFF")
        self.database.execute(TABLE)

    def close(self) -> None:
        self.database.close()

    def add(self, addresses: Iterable[str]) -> None:
        """Note addresses; what is known already stays as it is."""
        rows = ((address,) for address in addresses)
        self.database.executemany("INSERT OR IGNORE INTO addresses (address) VALUES (?)", rows)

    def waiting(self) -> Iterator[str]:
        """Yield each address of which nothing has become yet, those too that are found meanwhile."""
        last = 0
        while some := self.database.execute(
            "SELECT number, address, file FROM addresses WHERE number > ? ORDER BY number LIMIT ?", (last, BATCH)
        ).fetchall():
            yield from (address for _number, address, file in some if file is None)
            last = some[-1][0]

    def write(self, address: str, file: str, is_page: bool = False) -> None:
        self.add([address])
        self.database.execute("UPDATE addresses SET file = ?, is_page = ? WHERE address = ?", (file, is_page, address))

    def lead_on(self, address: str, target: str) -> None:
        self.database.execute("UPDATE addresses SET target = ? WHERE address = ?", (target, address))

    def leave_out(self, address: str, status: int = 0) -> None:
        self.database.execute("UPDATE addresses SET status = ? WHERE address = ?", (status, address))

    def file_of(self, address: str) -> str | None:
        """Return the file that an address became, None where it became none."""
        return self.value("SELECT file FROM addresses WHERE address = ?", address)

    def followed(self, address: str) -> str:
        """Return the address to which one leads on, itself where it leads nowhere else."""
        return self.value("SELECT target FROM addresses WHERE address = ?", address) or address

    def value(self, query: str, *values: str) -> str | None:
        row = self.database.execute(query, values).fetchone()
        return row[0] if row else None

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield the address and file of each page."""
        yield from self.database.execute("SELECT address, file FROM addresses WHERE is_page ORDER BY number")

    def counts(self) -> tuple[int, int, int]:
        """Return how many pages and files there are, and how many addresses are not wanted."""
        query = "SELECT COALESCE(SUM(is_page), 0), COUNT(file), COUNT(CASE WHEN status = 0 THEN 1 END) FROM addresses"
        pages, files, left_out = self.database.execute(query).fetchone()
        return pages, files, left_out

    def failed(self) -> list[tuple[str, int]]:
        """Return the addresses where nothing is, and with which status the site said so."""
        query = "SELECT address, status FROM addresses WHERE status > 0 ORDER BY address"
        return self.database.execute(query).fetchall()
