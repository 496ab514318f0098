"""Slugs of records, proposed from the name while it is typed, as Wagtail proposes those of pages."""

from typing import Any

from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.widgets import SlugInput


class NamePanel(TitleFieldPanel):
    """The name from which a slug is proposed, until the record is there: its address stays what readers know."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"classname": "", "placeholder": False, **kwargs})

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_should_apply(self) -> bool:
            return self.instance is None or self.instance.pk is None


def slug_panel() -> FieldPanel:
    """Return the panel of a slug of Latin letters, which other alphabets are put into."""
    return FieldPanel("slug", widget=SlugInput(attrs={"data-w-slug-allow-unicode-value": "false"}))
