"""The secret addresses at which people without an account read a draft, or see the site as it will be."""

import datetime
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from mme_site.core import time_zones
from mme_site.editorial.schedule_calendar.feed.models import TOKEN_BYTES, digest
from mme_site.publishing.releases.release import Release, ReleaseState

DAYS = [1, 7, 30]
DEFAULT_DAYS = 7


class SecretLinkQuerySet(models.QuerySet):
    """Links by whether they open anything."""

    def open(self):
        """Return those that have neither ended nor expired, of people who may sign in."""
        return self.filter(ended_at=None, expires_at__gt=timezone.now(), made_by__is_active=True)


class SharedDraftQuerySet(SecretLinkQuerySet):
    """Links to drafts by for whom they are there."""

    def manageable_by(self, user):
        """Return those that a person has made, or that lead to pages which that person may publish."""
        pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "publish")
        return self.filter(models.Q(made_by=user) | models.Q(page__in=pages.order_by().values("pk")))


class SecretLink(models.Model):
    """A link that works for a time. Its address is shown once; what is kept here opens nothing (a digest)."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def store(cls, user, days, **values):
        """Make a link that lasts some days; return it, and its token, which is kept nowhere."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        expires_at = timezone.now() + datetime.timedelta(days=days)
        return cls.objects.create(digest=digest(token), made_by=user, expires_at=expires_at, **values), token

    @classmethod
    def of_token(cls, token):
        """Return the link of a token, open or not, or None."""
        return cls.objects.select_related("made_by").filter(digest=digest(token)).first()

    def end(self, user):
        """Let it open nothing any more."""
        self.ended_at = timezone.now()
        self.save(update_fields=["ended_at"])

    @property
    def may_still(self):
        """True while who made it may see what it opens."""
        raise NotImplementedError

    @property
    def is_open(self):
        """True while it opens something: for its time, and for as long as who made it may see that."""
        if self.ended_at or self.expires_at <= timezone.now() or not self.made_by.is_active:
            return False
        return self.may_still

    @property
    def state(self):
        """What has become of it, in words."""
        if self.ended_at:
            return _("ended")
        if self.expires_at <= timezone.now():
            return _("expired")
        return _("open") if self.is_open else self.closed_because


class SharedDraft(SecretLink):
    """A link to the draft of a page: to the latest each time or, with a revision, to that version while it lasts."""

    closed_because = _("closed: who made it may no longer edit the page")

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(
        Revision, verbose_name=_("version"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

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
        link, token = cls.store(user, days, page=page, revision=revision)
        data = {"until": link.expires_at.isoformat()}
        log(instance=page, action="mme.draft.shared", user=user, data=data, revision=revision)
        return token

    def end(self, user):
        super().end(user)
        log(instance=self.page, action="mme.draft.share_ended", user=user)

    @property
    def may_still(self):
        return self.page.permissions_for_user(self.made_by).can_edit()

    @property
    def what(self):
        """Which draft it opens, in words."""
        return _("one version") if self.revision_id else _("the latest draft")

    def draft(self):
        return self.revision.as_object() if self.revision else self.page.get_latest_revision_as_object()


class SitePreview(SecretLink):
    """A link to the whole site as it will be at a moment, or when a release that has no hour is released.

    It shows what is scheduled of that which its maker may see.
    """

    closed_because = _("closed: who made it may no longer see drafts")

    moment = models.DateTimeField(_("moment"), null=True, blank=True)
    release = models.ForeignKey(
        Release, verbose_name=_("release"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    objects = SecretLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("preview of the site")
        verbose_name_plural = _("previews of the site")

    def __str__(self):
        return time_zones.in_zones(self.moment) if self.moment else str(self.release)

    @property
    def may_still(self):
        if self.release_id and not releases_of(self.made_by).filter(pk=self.release_id).exists():
            return False
        return may_edit_something(self.made_by)

    @property
    def has_passed(self):
        """True when the public site shows it: its moment has come, or its release is done."""
        return self.moment <= timezone.now() if self.moment else self.release.state == ReleaseState.DONE

    @property
    def what(self):
        """What it shows, in words."""
        return str(self)


def may_edit_something(user):
    """Return True for who may edit or publish some page."""
    return policy_registry.get_by_type(Page).user_has_any_permission(user, {"change", "publish"})


def releases_of(user):
    """Return the open releases that are there for a person."""
    return policy_registry.get_by_type(Release).instances_user_has_permission_for(user, "publish").open()
