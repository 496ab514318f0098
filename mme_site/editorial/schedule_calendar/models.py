"""The tables of the timeline, which Django looks for here."""

from mme_site.editorial.schedule_calendar.feed.models import CalendarFeed

__all__ = ["CalendarFeed"]
