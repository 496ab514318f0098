"""What a web process has counted, written where the others of its machine read it: DATA_DIR/figures/, a file for each.

Machines, and containers, that share DATA_DIR have the same numbers of processes, so each file says whose it is.
"""

import contextlib
import json
import os
import socket
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds
SECONDS_BETWEEN_NOTES = 5
SECONDS_UNTIL_FORGOTTEN = 60


class Figures:
    """Counts since the process began; `source` adds what the page cache has counted."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.statuses: Counter[tuple[str, str]] = Counter()
        self.buckets: Counter[tuple[str, str]] = Counter()
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.source: Callable[[], dict[str, float]] = dict

    def request(self, kind: str, status: int, seconds: float) -> None:
        bound = next((str(bound) for bound in BOUNDS if seconds <= bound), "+Inf")
        with self.lock:
            self.statuses[kind, f"{status // 100}xx"] += 1
            self.buckets[kind, bound] += 1
            self.seconds[kind] += seconds

    def as_json(self) -> dict[str, Any]:
        with self.lock:
            return {
                "statuses": [[*key, count] for key, count in self.statuses.items()],
                "buckets": [[*key, count] for key, count in self.buckets.items()],
                "seconds": dict(self.seconds),
                "cache": self.source(),
            }


figures = Figures()


def folder() -> Path:
    return Path(settings.DATA_DIR) / "figures"


def begin(source: Callable[[], dict[str, float]]) -> None:
    """Write down what this process counts, every few seconds, for as long as it lives."""
    figures.source = source
    threading.Thread(target=write_for_ever, name="figures", daemon=True).start()


def write_for_ever() -> None:
    while True:
        with contextlib.suppress(OSError):  # a full disk must not end it
            write()
        time.sleep(SECONDS_BETWEEN_NOTES)  # nothing wakes it: the thread ends with its process


def write() -> None:
    folder().mkdir(parents=True, exist_ok=True)
    own = folder() / f"{socket.gethostname()}.{os.getpid()}.json"
    new = own.with_suffix(".new")
    new.write_text(json.dumps(figures.as_json()))
    new.replace(own)


def of_every_process() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each living process of this machine and what it has counted; forget those that are gone."""
    for file in sorted(folder().glob("*.json")):
        machine, _dot, process = file.stem.rpartition(".")
        with contextlib.suppress(OSError, ValueError):
            if time.time() - file.stat().st_mtime > SECONDS_UNTIL_FORGOTTEN:
                file.unlink()
            elif machine == socket.gethostname():
                yield process, json.loads(file.read_text())
