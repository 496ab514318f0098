"""What the admin calls a page or record."""

from django.db.models import Model
from wagtail.models import Page


def admin_title(item: Model) -> str:
    """Return the title of a page as its draft has it, and what a record is called."""
    return item.get_admin_display_title() if isinstance(item, Page) else str(item)
