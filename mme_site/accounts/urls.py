"""Where people sign in. These addresses stand before Wagtail's own, which would ask for a password alone."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as single_sign_on
from allauth.usersessions.views import list_usersessions
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from mme_site.accounts import openid_connect
from mme_site.accounts.views import (
    PasswordReset,
    SignIn,
    in_the_browsers_language,
    with_another_key,
)

manage = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_account"), name="account_access"),
    path("confirm/", with_another_key(account.reauthenticate), name="account_reauthenticate"),
    path("sessions/", list_usersessions, name="usersessions_list"),
    path("second-factor/", second_factor.index, name="mfa_index"),
    path("second-factor/confirm/", with_another_key(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/app/", include("allauth.mfa.totp.urls")),
    path("second-factor/codes/", include("allauth.mfa.recovery_codes.urls")),
    path("second-factor/keys/", include("allauth.mfa.webauthn.urls")),
]
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

entrance = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("password_reset/", PasswordReset.as_view(), name="account_reset_password"),
    path("access/second-factor/give/", second_factor.authenticate, name="mfa_authenticate"),
    path("access/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("access/sign-out/", account.logout, name="account_logout"),
    path("access/inactive/", account.account_inactive, name="account_inactive"),
    # Names that django-allauth asks for; accounts are made by administrators, and by a single sign-on.
    path("access/sign-up/", to_sign_in, name="account_signup"),
    path("access/single-sign-on/cancelled/", single_sign_on.login_cancelled, name="socialaccount_login_cancelled"),
    path("access/single-sign-on/error/", single_sign_on.login_error, name="socialaccount_login_error"),
    path("access/single-sign-on/sign-up/", to_sign_in, name="socialaccount_signup"),
    path("access/single-sign-on/connections/", to_sign_in, name="socialaccount_connections"),
    path("access/oidc/<str:provider_id>/login/", openid_connect.login, name="openid_connect_login"),
    path("access/oidc/<str:provider_id>/login/callback/", openid_connect.callback, name="openid_connect_callback"),
]

urlpatterns = [
    *decorate_urlpatterns(entrance, in_the_browsers_language),
    path("access/", include(manage)),
]
