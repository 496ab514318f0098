"""Waiting that Ctrl-C or SIGTERM ends at once."""

import queue
import signal
from types import FrameType
from typing import Any, Self


class StopSignals:
    """Inside `with`, a request to stop is kept for the next wait instead of ending the process.

    The requests go through a SimpleQueue, because its `put` may be called from a signal
    handler; `threading.Event.set` may not (docs.python.org/3/library/queue.html).
    """

    def __init__(self) -> None:
        self.requests: queue.SimpleQueue[int] = queue.SimpleQueue()
        self.is_set = False
        self.handlers: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self.handlers[number] = signal.signal(number, self.record_signal)
        return self

    def __exit__(self, *exception: object) -> None:
        for number, handler in self.handlers.items():
            signal.signal(number, handler)

    def record_signal(self, number: int, frame: FrameType | None) -> None:
        self.is_set = True
        self.requests.put(number)

    def wait(self, seconds: float) -> bool:
        """Return True as soon as somebody asks to stop, False when the seconds have passed."""
        try:
            self.requests.get(timeout=seconds)
        except queue.Empty:
            return False
        return True
