"""Wagtail's actions of publishing, unpublishing and moving, made whole: each is one transaction, and one door decides.

Its editor, its API and its bulk actions run them past the `publish` and `unpublish` of a page.
"""

import contextlib
import datetime
from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction

from mme_site.core import clock
from mme_site.pages.publishable import SafePublishingMixin, tell_missed


def make_atomic() -> None:
    """Have every publication ask whether its time has passed or come, and every action be done wholly or not at all."""
    publish, unpublish = PublishRevisionAction.execute, UnpublishAction.execute

    def execute(self: PublishRevisionAction, skip_permission_checks: bool = False) -> None:
        with transaction.atomic():
            self.check(skip_permission_checks=skip_permission_checks)
            if not isinstance(self.object, SafePublishingMixin):
                publish(self, skip_permission_checks=True)
            elif not tell_missed(self.revision, self.user):
                with at_the_hour_of_the_database(self):
                    publish(self, skip_permission_checks=True)

    PublishRevisionAction.execute = execute
    UnpublishAction.execute = transaction.atomic(unpublish)
    MovePageAction.execute = transaction.atomic(MovePageAction.execute)


@contextlib.contextmanager
def at_the_hour_of_the_database(action: PublishRevisionAction) -> Iterator[None]:
    """Let what is published inside wait where its hour has come by this machine's clock alone, which is ahead.

    Wagtail asks the machine. So it is given the hour as the machine will say it, which is then corrected.
    """
    hour, item, revision = action.object.go_live_at, action.object, action.revision
    if connection.vendor != "postgresql" or hour is None or hour > timezone.now():
        yield
        return
    ahead = datetime.timedelta(seconds=clock.seconds_ahead())
    if hour + ahead <= timezone.now():
        yield
        return
    item.go_live_at = hour + ahead
    yield
    type(item).objects.filter(pk=item.pk, go_live_at=item.go_live_at).update(go_live_at=hour)
    item.go_live_at = revision.approved_go_live_at = hour
    revision.save(update_fields=["approved_go_live_at"])
