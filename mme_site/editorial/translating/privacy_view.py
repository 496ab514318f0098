"""The report of translations whose privacy is another than their original's."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.log_actions import log

from mme_site.core.admin import RestrictedViewMixin, ScreenMixin
from mme_site.editorial.translating.models import PrivacyException
from mme_site.editorial.translating.privacy import differences, make_the_same, may_manage_privacy

ACTION = "mme.privacy_exception"
LONGEST = 255


class PrivacyView(RestrictedViewMixin, ScreenMixin, TemplateView):
    """Lists the differences; an administrator ends one, or keeps it with a reason."""

    template_name = "translating/privacy.html"
    page_title = gettext_lazy("Privacy of translations")
    header_icon = "view"
    may_use = staticmethod(may_manage_privacy)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = differences()
        return super().get_context_data(
            open=[one for one in found if not one.exception], kept=[one for one in found if one.exception], **kwargs
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        asked = request.POST.get("page", "")
        difference = next((one for one in differences() if str(one.version.pk) == asked), None)
        reason = request.POST.get("reason", "").strip()[:LONGEST]
        if difference is None:
            messages.warning(request, _("There is no such difference any more."))
        elif request.POST.get("action") == "same":
            make_the_same(difference, request.user)
            messages.success(request, _("“%(title)s” is as public as its original.") % {"title": difference.version})
        elif not difference.is_hidden:
            messages.error(request, _("A translation cannot be more public than its original."))
        elif not reason:
            messages.error(request, _("Say why this translation stays private."))
        else:
            PrivacyException.objects.update_or_create(
                page=difference.version, defaults={"reason": reason, "allowed_by": request.user}
            )
            log(instance=difference.version, action=ACTION, user=request.user, data={"reason": reason})
            messages.success(request, _("“%(title)s” stays private.") % {"title": difference.version})
        return redirect("translations_privacy")
