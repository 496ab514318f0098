"""Wagtail's actions of publishing, unpublishing and moving, made whole: each is one transaction, and one door decides.

Its editor, its API and its bulk actions run them past the `publish` and `unpublish` of a page.
"""

from django.db import transaction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction

from mme_site.pages.publishable import SafePublishingMixin, tell_missed


def make_atomic() -> None:
    """Have every publication ask whether its time has passed, and every action be done wholly or not at all."""
    publish, unpublish = PublishRevisionAction.execute, UnpublishAction.execute

    def execute(self: PublishRevisionAction, skip_permission_checks: bool = False) -> None:
        with transaction.atomic():
            self.check(skip_permission_checks=skip_permission_checks)
            if not (isinstance(self.object, SafePublishingMixin) and tell_missed(self.revision, self.user)):
                publish(self, skip_permission_checks=True)

    PublishRevisionAction.execute = execute
    UnpublishAction.execute = transaction.atomic(unpublish)
    MovePageAction.execute = transaction.atomic(MovePageAction.execute)
