"""To take a page, a record or a file down for a reason, now or at an hour."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.generic.models import UnpublishView as GenericUnpublishView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import UnpublishView as UnpublishSnippetView

from mme_site.core import time_zones
from mme_site.core.admin import by_button
from mme_site.editorial.taking_down.effects import give_reason, plan
from mme_site.editorial.taking_down.forms import TakedownForm
from mme_site.files.models import SiteDocument


class ForAReasonMixin(GenericUnpublishView):
    """Asks for the reason and the hour as well; stands before a view of Wagtail's that unpublishes."""

    template_name = "taking_down/confirm_unpublish.html"
    wagtails_own = "wagtailadmin/generic/confirm_unpublish.html"
    why_form: TakedownForm | None = None
    object: Any
    request: HttpRequest

    def get_form(self, data: Any = None) -> TakedownForm:
        return TakedownForm(data, item=self.object)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.why_form = self.get_form(request.POST)
        if not self.why_form.is_valid():
            return self.render_to_response(self.get_context_data())
        with transaction.atomic():
            if hour := self.why_form.cleaned_data["hour"]:
                plan(self.object, self.why_form.cleaned_data, request.user)
                text = _("“%(title)s” comes down at %(hour)s.")
                messages.success(request, text % {"title": self.object, "hour": time_zones.in_zones(hour)})
                return redirect(self.get_next_url())
            response: HttpResponse = super().post(request, *args, **kwargs)
            return response

    def unpublish(self) -> HttpResponse | None:
        response: HttpResponse | None = super().unpublish()
        if self.why_form:
            give_reason(self.object, self.why_form.cleaned_data, self.request.user)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "wagtails_own": self.wagtails_own, "why_form": self.why_form or self.get_form()}


class UnpublishForAReasonView(ForAReasonMixin, UnpublishView):
    """Wagtail's own of pages."""

    wagtails_own = "wagtailadmin/pages/confirm_unpublish.html"


class UnpublishRecordView(ForAReasonMixin, UnpublishSnippetView):
    """Wagtail's own of snippets."""


class TakeDownFileView(ForAReasonMixin, GenericUnpublishView):
    """The same for a file, for who may change it."""

    model = SiteDocument
    page_title = gettext_lazy("Take down")
    success_message = gettext_lazy("“%(object)s” was taken down.")
    header_icon = "doc-full-inverse"
    edit_url_name = "wagtaildocs:edit"
    unpublish_url_name = "take_down_file"
    usage_url_name = "wagtaildocs:document_usage"

    def get_object(self, queryset: Any = None) -> SiteDocument:
        return get_object_or_404(SiteDocument, pk=self.pk)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_may_change(request, self.object)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_next_url(self) -> str:
        return reverse("wagtaildocs:edit", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        return []

    def run_hook(self, *args: Any, **kwargs: Any) -> None:
        """Wagtail's hooks around unpublishing are of snippets."""

    def get_objects_to_unpublish(self) -> list[Any]:
        return []

    def unpublish(self) -> HttpResponse | None:
        self.object.unpublish(user=self.request.user)
        return super().unpublish()


@by_button
def put_back_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Let readers have a file again."""
    file = get_object_or_404(SiteDocument, pk=pk)
    check_may_change(request, file)
    with transaction.atomic():
        file.put_back(user=request.user)
    messages.success(request, _("“%(title)s” can be read again where a public page uses it.") % {"title": file})
    return redirect("wagtaildocs:edit", pk)


def check_may_change(request: HttpRequest, file: SiteDocument) -> None:
    """Raise PermissionDenied for who may not change a file."""
    if not policy_registry.get(file).user_has_permission_for_instance(request.user, "change", file):
        raise PermissionDenied
