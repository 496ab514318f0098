"""The publishers that are at work."""

import os
import socket
import time
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mme_site.core import clock


class PublisherProcess(models.Model):
    """One running publisher, and when it last looked for what is due."""

    host = models.CharField(_("machine"), max_length=255)
    pid = models.PositiveIntegerField(_("process"))
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    heartbeat_at = models.DateTimeField(db_index=True)
    clock_skew = models.FloatField(default=0.0)  # seconds; see mme_site/core/clock.py
    clock_step = models.FloatField(default=0.0)
    clock_stepped_at = models.DateTimeField(null=True)

    beat_at = 0.0  # monotonic; of this process's own record only

    class Meta:
        verbose_name = pgettext_lazy("a process", "publisher")
        verbose_name_plural = _("publishers")

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}"

    @classmethod
    def begin(cls) -> Self:
        """Record that this process begins to publish."""
        now = clock.now()
        process = cls.objects.create(host=socket.gethostname(), pid=os.getpid(), started_at=now, heartbeat_at=now)
        process.beat_at = time.monotonic()
        return process

    def record_heartbeat(self) -> None:
        """Record that it is alive; made anew where somebody tidied the record away."""
        self.beat_at = time.monotonic()
        said = {
            "heartbeat_at": clock.now(),
            "clock_skew": clock.clock.skew,
            "clock_step": clock.clock.step,
            "clock_stepped_at": clock.clock.stepped_at,
        }
        for name, value in said.items():
            setattr(self, name, value)
        if not PublisherProcess.objects.filter(pk=self.pk).update(**said):
            self.save(force_insert=True)

    def has_beaten_within(self, seconds: float) -> bool:
        """Return True where it has recorded that it is alive since, whatever was done to the machine's clock."""
        return time.monotonic() - self.beat_at < seconds
