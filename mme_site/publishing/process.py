"""The publishers that are at work."""

import os
import socket

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PublisherProcess(models.Model):
    """One running publisher, and when it last looked for what is due."""

    host = models.CharField(_("machine"), max_length=255)
    pid = models.PositiveIntegerField(_("process"))
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    looked_at = models.DateTimeField(_("last look"), db_index=True)

    class Meta:
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")

    def __str__(self):
        return f"{self.host}:{self.pid}"

    @classmethod
    def begin(cls):
        """Record that this process begins to publish."""
        now = timezone.now()
        return cls.objects.create(host=socket.gethostname(), pid=os.getpid(), started_at=now, looked_at=now)

    def looked(self):
        """Record a look; made anew where somebody tidied the record away."""
        self.looked_at = timezone.now()
        if not PublisherProcess.objects.filter(pk=self.pk).update(looked_at=self.looked_at):
            self.save(force_insert=True)
