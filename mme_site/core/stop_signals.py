"""Waiting that Ctrl-C or SIGTERM ends at once."""

import queue
import signal


class StopSignals:
    """Inside `with`, a request to stop is kept for the next wait instead of ending the process.

    The requests go through a SimpleQueue, because its `put` may be called from a signal
    handler; `threading.Event.set` may not (docs.python.org/3/library/queue.html).
    """

    def __init__(self):
        self.requests = queue.SimpleQueue()
        self.is_set = False
        self.handlers = {}

    def __enter__(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self.handlers[number] = signal.signal(number, self.keep)
        return self

    def __exit__(self, *exception):
        for number, handler in self.handlers.items():
            signal.signal(number, handler)

    def keep(self, number, frame):
        self.is_set = True
        self.requests.put(number)

    def wait(self, seconds):
        """Return True as soon as somebody asks to stop, False when the seconds have passed."""
        try:
            self.requests.get(timeout=seconds)
        except queue.Empty:
            return False
        return True
