"""A process of the site that is stopped is ended, with what it held."""

import contextlib
import os
import signal
import subprocess
import sys

from mme_site.core.stopped_processes import StoppedProcesses, stopped
from tests.helpers.processes import until


@contextlib.contextmanager
def sleeping():
    """A process in a group of its own, as each that `serve` starts."""
    with subprocess.Popen(["sleep", "100"], process_group=0) as process:
        yield process.pid
        process.kill()


def stop(pid):
    os.kill(pid, signal.SIGSTOP)
    until(lambda: list(stopped([pid])), "the process to stop")


def test_what_is_stopped_for_long_is_ended_and_nothing_else():
    with sleeping() as works, sleeping() as stands_still, sleeping() as of_others:
        stop(stands_still)
        stop(of_others)
        assert StoppedProcesses(seconds=60).end([works, stands_still]) == []
        assert StoppedProcesses(seconds=0).end([works, stands_still]) == [stands_still]


def test_what_goes_on_again_is_left_alone():
    with sleeping() as pid:
        watch = StoppedProcesses(seconds=0)
        stop(pid)
        os.kill(pid, signal.SIGCONT)
        until(lambda: not list(stopped([pid])), "the process to go on")
        assert watch.end([pid]) == []


def test_a_publisher_or_worker_that_nobody_watches_is_ended_all_the_same():
    program = (
        "import signal\n"
        "from mme_site.core.stopped_processes import end_this_process_when_stopped\n"
        "end_this_process_when_stopped(seconds=1)\n"
        "print('watched', flush=True)\n"
        "signal.pause()"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "watched\n"
        process.send_signal(signal.SIGSTOP)
        assert process.wait(timeout=60) == -signal.SIGKILL
