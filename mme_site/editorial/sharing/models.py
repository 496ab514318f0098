"""The secret addresses at which people without an account read a draft."""

import datetime
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from mme_site.editorial.schedule_calendar.feed.models import TOKEN_BYTES, digest

DAYS = [1, 7, 30]
DEFAULT_DAYS = 7


class SharedDraftQuerySet(models.QuerySet):
    """Links by whether they open anything, and for whom they are there."""

    def open(self):
        """Return those that have neither ended nor expired, of people who may sign in."""
        return self.filter(ended_at=None, expires_at__gt=timezone.now(), made_by__is_active=True)

    def manageable_by(self, user):
        """Return those that a person has made, or that lead to pages which that person may publish."""
        pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "publish")
        return self.filter(models.Q(made_by=user) | models.Q(page__in=pages.order_by().values("pk")))


class SharedDraft(models.Model):
    """A link to the draft of a page. Its address is shown once; what is kept here opens nothing (a digest).

    It opens the latest draft each time or, with a revision, that version for as long as it lasts.
    """

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(
        Revision, verbose_name=_("version"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = SharedDraftQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # a link to a page is no use of it

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("shared draft")
        verbose_name_plural = _("shared drafts")

    def __str__(self):
        return str(self.page)

    @classmethod
    def make(cls, page, user, days=DEFAULT_DAYS, revision=None):
        """Make a link that lasts some days; return its token, which is kept nowhere."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        expires_at = timezone.now() + datetime.timedelta(days=days)
        cls.objects.create(page=page, revision=revision, digest=digest(token), made_by=user, expires_at=expires_at)
        data = {"until": expires_at.isoformat()}
        log(instance=page, action="mme.draft.shared", user=user, data=data, revision=revision)
        return token

    @classmethod
    def of_token(cls, token):
        """Return the link of a token, open or not, or None."""
        links = cls.objects.select_related("page", "revision", "made_by")
        return links.filter(digest=digest(token)).first()

    def end(self, user):
        """Let it open nothing any more."""
        self.ended_at = timezone.now()
        self.save(update_fields=["ended_at"])
        log(instance=self.page, action="mme.draft.share_ended", user=user)

    @property
    def is_open(self):
        """True while it opens the draft: for its time, and for as long as who made it may edit the page."""
        if self.ended_at or self.expires_at <= timezone.now() or not self.made_by.is_active:
            return False
        return self.page.permissions_for_user(self.made_by).can_edit()

    @property
    def state(self):
        """What has become of it, in words."""
        if self.ended_at:
            return _("ended")
        if self.expires_at <= timezone.now():
            return _("expired")
        return _("open") if self.is_open else _("closed: who made it may no longer edit the page")

    @property
    def what(self):
        """Which draft it opens, in words."""
        return _("one version") if self.revision_id else _("the latest draft")

    def draft(self):
        return self.revision.as_object() if self.revision else self.page.get_latest_revision_as_object()
