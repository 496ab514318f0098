"""The style and the script of the timeline."""

from django.forms import Media

MEDIA = Media(css={"all": ["publishing/timeline.css"]}, js=["publishing/timeline.js"])
WITH_MONTH = MEDIA + Media(css={"all": ["publishing/timeline-month.css"]})
