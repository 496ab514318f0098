"""What the publisher keeps: schedules with their end, releases, and the publishers that are at work."""

from mme_site.publishing.process import PublisherProcess
from mme_site.publishing.releases.item import ReleaseItem
from mme_site.publishing.releases.release import Release
from mme_site.publishing.schedule import Schedule

__all__ = ["PublisherProcess", "Release", "ReleaseItem", "Schedule"]
