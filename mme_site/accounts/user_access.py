"""What an administrator does for somebody who cannot sign in, or who asks for their data."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.log_actions import log

from mme_site.accounts import personal_data, second_factor, throttling
from mme_site.core.admin import ScreenMixin
from mme_site.editorial.users.sessions import end_sessions


def may_manage(user, other):
    """Return True for who may change other people's accounts; those of superusers only a superuser may."""
    return user.has_perm("users.change_user") and (user.is_superuser or not other.is_superuser)


class UserAccessView(ScreenMixin, TemplateView):
    """The lock, second factors, sessions and personal data of one person."""

    template_name = "accounts/user_access.html"
    page_title = gettext_lazy("Access and personal data")
    header_icon = "key"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.person = get_object_or_404(get_user_model(), pk=kwargs["pk"])
        if not may_manage(request.user, self.person):
            raise PermissionDenied

    def get_page_subtitle(self):
        return str(self.person)

    @property
    def screens_above(self):
        edit = reverse("wagtailusers_users:edit", args=[self.person.pk])
        return [(_("Users"), reverse("wagtailusers_users:index")), (str(self.person), edit)]

    def post(self, request, **kwargs):
        actions = {"unlock": self.unlock, "factors": self.remove_factors, "sessions": self.end, "export": self.export}
        if request.POST.get("erase") == self.person.get_username() and self.person != request.user:
            return self.erase()
        action = actions.get(request.POST.get("do"))
        answer = action() if action else None
        return answer or redirect("user_access", self.person.pk)

    def unlock(self):
        throttling.unlock(self.person)
        messages.success(self.request, _("The account is unlocked."))

    def remove_factors(self):
        second_factor.remove_all(self.person)
        end_sessions([self.person])
        log(instance=self.person, action="wagtail.edit", user=self.request.user)
        messages.success(self.request, _("The second factors are removed, and every session of this person has ended."))

    def end(self):
        end_sessions([self.person])
        messages.success(self.request, _("Every session of this person has ended."))

    def export(self):
        name = f"personal-data-{self.person.pk}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return JsonResponse(personal_data.export(self.person), headers=headers, json_dumps_params={"indent": 2})

    def erase(self):
        personal_data.erase(self.person)
        log(instance=self.person, action="wagtail.edit", user=self.request.user)
        messages.success(self.request, _("The personal data of this account are erased."))
        return redirect("wagtailusers_users:index")

    def get_context_data(self, **kwargs):
        names = {
            "person": self.person,
            "is_oneself": self.person == self.request.user,
            "is_locked": throttling.is_locked(self.person),
            "factors": second_factor.factors_of(self.person),
            "is_required": second_factor.is_required(self.person),
            "sessions": UserSession.objects.purge_and_list(self.person),
        }
        return super().get_context_data(**names, **kwargs)
