"""Entries of the history of pages, made without a look at the database.

Wagtail's `log` asks the database four times for each entry whether its page, its version, its type and its person
are there. What is published in the same transaction is.
"""

from typing import Any

from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry


def entry_of(page: Page, action: str, user: Any = None, label: str = "", **values: Any) -> PageLogEntry:
    """Return an entry of the history of a page, to be stored; without a person, of that of the log context."""
    context = get_active_log_context()
    return PageLogEntry(
        content_type_id=page.content_type_id,
        page=page,
        label=label or page.get_admin_display_title(),
        action=action,
        timestamp=timezone.now(),
        user=user or context.user,
        uuid=context.uuid,
        **values,
    )
