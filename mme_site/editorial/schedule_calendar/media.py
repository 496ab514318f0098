"""The style and the script of the timeline."""

from django.forms import Media

MEDIA = Media(css={"all": ["schedule_calendar/list.css"]}, js=["schedule_calendar/countdown.js"])
WITH_MONTH = MEDIA + Media(css={"all": ["schedule_calendar/month.css"]})
