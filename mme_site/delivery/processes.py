"""Processes that live no longer than the one that started them."""

import contextlib
import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable

from django.conf import settings

logger = logging.getLogger(__name__)

SECONDS_TO_STOP = 40  # what is in flight ends before it
FIRST_PAUSE = 1
LONGEST_PAUSE = 30
SECONDS_TO_PROVE_ITSELF = 60

# Linux tells a process of its parent's death, where it has asked for that (prctl(2)).
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class ChildProcess:
    """A process of this one; it is asked to end when this one dies, on Linux even by SIGKILL."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.start()

    def start(self) -> None:
        parent = os.getpid()
        # In a group of its own a child gets one request to stop, from here; Ctrl-C would
        # reach it as well, and the web server may hang on the second.
        self.process = subprocess.Popen(
            self.command,
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=(lambda: end_with(parent)) if LIBC else None,
        )
        self.started_at = time.monotonic()

    def has_ended(self) -> bool:
        return self.process.poll() is not None


class RestartedProcess(ChildProcess):
    """A child that is started again when it ends by itself, after a pause that grows."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.pause: float = FIRST_PAUSE
        self.starts_at: float | None = None
        super().__init__(name, command)

    def start(self) -> None:
        if hasattr(self, "process"):
            kill_group(self.process)  # what it started and left behind
        super().start()

    def keep(self) -> None:
        """Start it again where it has ended and its pause is over; say so in the log."""
        if not self.has_ended():
            return
        now = time.monotonic()
        if self.starts_at is None:
            if now - self.started_at > SECONDS_TO_PROVE_ITSELF:
                self.pause = FIRST_PAUSE
            self.starts_at = now + self.pause
            logger.error(
                "The %s ended by itself (exit code %s); it is started again in %s s.",
                *(self.name, self.process.returncode, self.pause),
            )
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
        elif now >= self.starts_at:
            self.starts_at = None
            self.start()
            logger.warning("The %s was started again.", self.name)


def end_with(parent: int) -> None:
    """Have the kernel ask this process to end when its parent dies."""
    assert LIBC is not None
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before the kernel was asked
        os._exit(1)


def stop(children: Iterable[ChildProcess]) -> None:
    """Ask every child to end, wait for them together, and kill those that do not."""
    processes = [child.process for child in children]
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for process in processes:
        try:
            process.wait(timeout=max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            kill_group(process)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and those that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
