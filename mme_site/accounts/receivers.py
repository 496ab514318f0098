"""What follows when somebody signs in, when a second factor comes, and when rights change."""

import time

from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model, update_session_auth_hash
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_save

from mme_site.accounts import log, second_factor
from mme_site.accounts.middleware import LAST_SEEN, SIGNED_IN_AT
from mme_site.accounts.models import SecondFactorRule
from mme_site.editorial.users.sessions import end_sessions


def connect():
    user_model = get_user_model()
    user_logged_in.connect(note_sign_in, dispatch_uid="accounts: signed in")
    user_logged_in.connect(log.signed_in, dispatch_uid="accounts: log in")
    user_logged_out.connect(log.signed_out, dispatch_uid="accounts: log out")
    user_login_failed.connect(log.wrong_password, dispatch_uid="accounts: log wrong password")
    authentication_failed.connect(log.wrong_code, dispatch_uid="accounts: log wrong code")
    authenticator_added.connect(note_second_factor, dispatch_uid="accounts: second factor")
    for changed in (authenticator_added, authenticator_removed, authenticator_reset):
        changed.connect(end_other_sessions, dispatch_uid="accounts: second factor changed")
    for relation in (user_model.groups.through, user_model.user_permissions.through):
        m2m_changed.connect(rights_changed, sender=relation, dispatch_uid=f"accounts: {relation.__name__}")
    post_save.connect(rule_made, sender=SecondFactorRule, dispatch_uid="accounts: rule made")


def note_sign_in(sender, request, user, **_kwargs):
    request.session[LAST_SEEN] = request.session[SIGNED_IN_AT] = int(time.time())
    request.session[second_factor.SESSION_KEY] = second_factor.state_of(request, user)


def note_second_factor(sender, request, user, authenticator, **_kwargs):
    """Who has just shown that a second factor works has given it in this session."""
    if authenticator.type != authenticator.Type.RECOVERY_CODES and request.user == user:
        request.session[second_factor.SESSION_KEY] = second_factor.PASSED


def end_other_sessions(sender, request, user, **_kwargs):
    """Who has come in elsewhere, perhaps with a factor that was taken away, has to sign in anew."""
    end_sessions([user])
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)


def rights_changed(sender, instance, action, reverse, pk_set, **_kwargs):
    """End the sessions of people whose groups or own rights change; what a group may do is asked at each request."""
    if action not in ("post_add", "post_remove", "pre_clear"):
        return
    if not reverse:
        end_sessions([instance])
    else:
        related = sender._meta.get_field("user").remote_field.model._default_manager
        keys = pk_set or sender.objects.filter(**{f"{instance._meta.model_name}_id": instance.pk}).values("user_id")
        end_sessions(related.filter(pk__in=keys))


def rule_made(sender, instance, created, **_kwargs):
    """A session from before the rule ends, so that nobody stays in without the second factor."""
    if created:
        end_sessions(instance.group.user_set.all())
