"""Where signing in shows itself in the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from mme_site.accounts import throttling
from mme_site.accounts.forms import GroupSecondFactorForm
from mme_site.accounts.user_access import UserAccessView, may_manage


@hooks.register("register_admin_urls")
def urls():
    return [path("users/<int:pk>/access/", UserAccessView.as_view(), name="user_access")]


@hooks.register("register_account_menu_item")
def second_factor_item(request):
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("An authenticator app or a security key, which is asked for beside your password."),
    }


@hooks.register("register_account_menu_item")
def sessions_item(request):
    return {
        "url": reverse("usersessions_list"),
        "label": _("Sessions"),
        "help_text": _("Where you are signed in; you can sign out everywhere else."),
    }


@hooks.register("register_user_listing_buttons")
def access_button(user, request_user):
    if may_manage(request_user, user):
        label, url = _("Access and personal data"), reverse("user_access", args=[user.pk])
        yield Button(label, url, icon_name="key", priority=15)


hooks.register("register_group_permission_panel", lambda: GroupSecondFactorForm)
hooks.register("every_hour", throttling.forget_old)


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    section = "Sign in safely"
    return {name: section for name in ("mfa_index", "usersessions_list", "user_access")}
