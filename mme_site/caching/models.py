"""The number of commits that changed what readers may see."""

import time

from django.db import models


def first_version() -> int:
    """Return a number that no earlier count has reached, where the rows of an older one were removed."""
    return time.time_ns() // 1_000


class ContentVersion(models.Model):
    """One row, which each commit that changes public content makes larger; those of `ContentChange` are not in it.

    The database counts by itself, with the triggers of `mme_site.caching.triggers`.
    """

    number = models.BigIntegerField(default=first_version)

    class Meta:
        verbose_name = "content version"
        verbose_name_plural = "content versions"

    def __str__(self) -> str:
        return str(self.number)


class ContentChange(models.Model):
    """A transaction that changed public content and is not yet counted in `ContentVersion`; on PostgreSQL only.

    Each transaction writes a row of its own, where a common number would make writers wait
    for each other until they commit.
    """

    transaction = models.BigIntegerField(primary_key=True)

    class Meta:
        verbose_name = "content change"
        verbose_name_plural = "content changes"

    def __str__(self) -> str:
        return str(self.transaction)
