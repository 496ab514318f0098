"""Codes of a second factor, as seldom tried as passwords; and what a group asks for."""

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from mme_site.accounts.models import SecondFactorRule
from mme_site.accounts.throttling import Attempt, Kind


class CountedCodeMixin:
    """Six digits are guessed soon by who may try often."""

    def clean_code(self):
        address = get_adapter().get_client_ip(context.request)
        attempt = Attempt(Kind.CODE, self.user.get_username(), address)
        attempt.count()
        code = super().clean_code()
        attempt.succeeded()
        return code


class CodeForm(CountedCodeMixin, AuthenticateForm):
    pass


class CodeAgainForm(CountedCodeMixin, ReauthenticateForm):
    pass


class GroupSecondFactorForm(forms.Form):
    """A panel of the form of a group."""

    is_required = forms.BooleanField(
        label=_("Members sign in with a second factor"),
        help_text=_(
            "An authenticator app or a security key, beside the password. Who has none is asked to set one up. "
            "Members who are signed in now have to sign in again."
        ),
        required=False,
    )

    def __init__(self, data=None, files=None, instance=None, **kwargs):
        self.instance = instance
        rules = SecondFactorRule.objects.filter(group=instance) if instance and instance.pk else None
        initial = {"is_required": bool(rules and rules.exists())}
        super().__init__(data, prefix="second_factor", initial=initial, **kwargs)

    def save(self):
        if self.cleaned_data["is_required"]:
            SecondFactorRule.objects.get_or_create(group=self.instance)
        else:
            SecondFactorRule.objects.filter(group=self.instance).delete()

    def as_admin_panel(self):
        return render_to_string("accounts/group_panel.html", {"form": self})
