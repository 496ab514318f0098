from django.db import models
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class PlainPage(Page):
    """A page like ours of text, and nothing of this project about it."""

    summary = models.TextField(blank=True)
    body = StreamField([("text", RichTextBlock())], blank=True)
