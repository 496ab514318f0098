"""Tasks that tests leave in the outbox."""

import os
import signal
from pathlib import Path

from django.core.mail.backends.locmem import EmailBackend
from django_tasks import task

done = []
failures = []


@task()
def note(*words):
    """Note that it was done; fail first as often as `failures` has errors left."""
    if failures:
        raise failures.pop()
    done.append(words)


@task()
def kill_the_worker(marker):
    """End this process as SIGKILL does, the first time; afterwards write into the file."""
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    Path(marker).write_text("done")


class MailServer(EmailBackend):
    """A mail server that can be down."""

    is_down = False

    def send_messages(self, messages):
        if self.is_down:
            raise ConnectionRefusedError("the mail server is down")
        return super().send_messages(messages)


@task()
def write_line(path, line):
    """Add a line to a file, as one write."""
    with Path(path).open("a") as file:
        file.write(f"{line}\n")
