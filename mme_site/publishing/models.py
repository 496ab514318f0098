"""What the publisher keeps: every schedule with its end, and the publishers that are at work."""

from mme_site.publishing.process import PublisherProcess
from mme_site.publishing.schedule import Schedule

__all__ = ["PublisherProcess", "Schedule"]
