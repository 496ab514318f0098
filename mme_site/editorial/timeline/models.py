"""The tables of the timeline, which Django looks for here."""

from mme_site.editorial.timeline.feed.models import CalendarFeed

__all__ = ["CalendarFeed"]
