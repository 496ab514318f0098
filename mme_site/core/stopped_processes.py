"""Processes of the site that somebody has stopped (SIGSTOP), and that hold what others need.

A stopped process keeps its locks: on SQLite the one write lock, without which nobody saves; on PostgreSQL rows. Nothing
in it can end that, so another process does: `serve` for all that it starts, and one that a publisher or a worker starts
for itself. On Linux only, where /proc tells of it.
"""

import contextlib
import logging
import os
import signal
import sys
import time
from collections.abc import Collection, Iterator
from pathlib import Path

logger = logging.getLogger(__name__)

# In seconds. Less than a writer waits for SQLite's lock (settings/base.py), so that no save fails by it.
SECONDS = 5.0
SECONDS_BETWEEN_LOOKS = 1.0
PROC = Path("/proc")
STOPPED = "T"  # proc_pid_stat(5)


class StoppedProcesses:
    """Which processes of these groups are stopped, and since when; those that stay so are killed."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self.since: dict[int, float] = {}
        self.looked_at = float("-inf")

    def end(self, groups: Collection[int]) -> list[int]:
        """Kill what has been stopped for too long; return the processes that were killed. To be called all the time."""
        now = time.monotonic()
        if sys.platform != "linux" or now - self.looked_at < min(SECONDS_BETWEEN_LOOKS, self.seconds):
            return []
        self.looked_at = now
        self.since = {pid: self.since.get(pid, now) for pid in stopped(groups)}
        killed = [pid for pid, since in self.since.items() if now - since >= self.seconds]
        for pid in killed:
            logger.error(
                "Process %d has been stopped for %.0f s; it is ended, and what it held with it.",
                pid,
                now - self.since[pid],
            )
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return killed


def stopped(groups: Collection[int]) -> Iterator[int]:
    """Yield the processes of these groups that are stopped."""
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):  # it has ended meanwhile
                state, group = state_and_group(int(entry.name))
                if state == STOPPED and group in groups:
                    yield int(entry.name)


def state_and_group(pid: int) -> tuple[str, int]:
    state, _parent, group, *_ = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return state, int(group)


def end_this_process_when_stopped(seconds: float = SECONDS) -> None:
    """Start a process that kills this one if it is stopped for so long; whoever runs it starts it anew.

    To be called before the first thread and the first connection. It lives as long as this one does. A
    group is not asked for: that of a process that is started by hand holds others as well.
    """
    watched = os.getpid()
    if sys.platform != "linux" or os.fork():
        return
    try:
        os.setsid()  # a terminal that stops the one does not stop the other
        stopped_for = 0.0
        while os.getppid() == watched and stopped_for < seconds:
            # Of a process that was stopped the kernel tells nobody but its parent: others have to look.
            time.sleep(SECONDS_BETWEEN_LOOKS)
            stopped_for = stopped_for + SECONDS_BETWEEN_LOOKS if state_and_group(watched)[0] == STOPPED else 0.0
        if os.getppid() == watched:
            logger.error("Process %d has been stopped for %.0f s; it is ended.", watched, seconds)
            os.kill(watched, signal.SIGKILL)
    finally:
        os._exit(0)
