"""The style and the script of the timeline."""

from django.forms import Media

MEDIA = Media(css={"all": ["timeline/timeline.css"]}, js=["timeline/timeline.js"])
WITH_MONTH = MEDIA + Media(css={"all": ["timeline/month.css"]})
