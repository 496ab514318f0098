"""Coming back from a provider: it must be the one that was set, its signature is checked, and it may not answer."""

import logging
from typing import Any

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView, OAuth2View
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


class ProviderAdapter(OpenIDConnectOAuth2Adapter):
    """Believes what the provider of OIDC_SERVER_URL has signed, and nobody else."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider says of itself; raise OAuth2Error where it is another than the one that was set."""
        config = super().openid_config
        expected = self.get_provider().server_url.partition("/.well-known/")[0]
        if config["issuer"].rstrip("/") != expected.rstrip("/"):
            raise OAuth2Error(f"The provider calls itself {config['issuer']}, and OIDC_SERVER_URL {expected}.")
        return config

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        data = super().get_access_token_data(*args, **kwargs)
        self.did_fetch_access_token = False  # where it is set, django-allauth takes TLS for the signature
        return data


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    return answered(OAuth2LoginView, request, provider_id)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return answered(OAuth2CallbackView, request, provider_id)


def answered(view: type[OAuth2View], request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return view.adapter_view(ProviderAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (OAuth2Error, OSError, KeyError) as error:  # an error of requests is an OSError
        return not_answered(request, error)


def not_answered(request: HttpRequest, error: Exception) -> HttpResponse:
    """Lead back to the page where people sign in: a provider that is down is no fault of the site."""
    logger.error("The provider of the single sign-on gave no answer that can be used: %s", error)
    messages.error(request, _("The single sign-on does not answer. Please try again in a few minutes."))
    return redirect("account_login")
