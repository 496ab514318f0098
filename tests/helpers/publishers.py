"""Publishers in processes of their own, whose clocks are set, which are frozen and killed."""

import contextlib
import datetime
import multiprocessing
import os
import signal

import time_machine
from django.db import connections
from django.utils import timezone
from wagtail.signals import page_published

from mme_site.core import clock
from mme_site.core.clock import database_now
from mme_site.core.stop_signals import StopSignals
from mme_site.publishing.publisher import run_publisher
from mme_site.publishing.schedule import Schedule
from tests.helpers.scheduling import SECOND, receiver

early = multiprocessing.get_context("fork").Value("i", 0)  # of all publishers of the tests

# What sets the clock of a publisher of the tests, in seconds.
CLOCK_STEPS = {signal.SIGUSR1: 30, signal.SIGUSR2: -3}


class Publishers:
    """Publishers in processes of their own, forked so that one is at work in an instant."""

    def __init__(self):
        self.alive = []

    def start(self, number=1, skew=0):
        for _ in range(number):
            connections.close_all()
            process = multiprocessing.get_context("fork").Process(target=publish, args=[skew])
            process.start()
            with contextlib.suppress(PermissionError):  # it has done so itself
                os.setpgid(process.pid, process.pid)  # as each child of `serve`
            self.alive.append(process)
        return self.alive[-1]

    def kill(self, process):
        process.kill()
        process.join()
        self.alive.remove(process)

    def freeze(self, process):
        os.kill(process.pid, signal.SIGSTOP)

    def set_clock(self, process, forward):
        os.kill(process.pid, signal.SIGUSR1 if forward else signal.SIGUSR2)

    def thaw_all(self):
        for process in self.alive:
            os.kill(process.pid, signal.SIGCONT)

    def kill_all(self):
        for process in list(self.alive):
            self.kill(process)


def publish(skew):
    """Run a publisher on a machine whose clock is some seconds ahead, and is set when somebody says so (set_clock)."""
    clock.database_now = database_now  # whose clock is right
    with time_machine.travel(timezone.now() + skew * SECOND, tick=True) as machine:
        for number, seconds in CLOCK_STEPS.items():
            signal.signal(number, lambda *_, seconds=seconds: machine.shift(seconds))
        with StopSignals() as stop, receiver(page_published, count_early):
            run_publisher(stop)


def count_early(instance, revision, **kwargs):
    """Count what is published before its hour, whatever the publisher's own clock says."""
    if schedule := Schedule.objects.of(instance).filter(revision=revision).first():
        now = time_machine.escape_hatch.datetime.datetime.now(datetime.UTC)
        early.value += now < schedule.due_at
