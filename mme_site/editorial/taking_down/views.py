"""To take a page, a record or a file down for a reason, now or at an hour."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.generic.models import UnpublishView as GenericUnpublishView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import UnpublishView as UnpublishSnippetView

from mme_site.core import time_zones
from mme_site.editorial.taking_down.effects import put_in_effect
from mme_site.editorial.taking_down.forms import WhyForm
from mme_site.editorial.taking_down.models import TakenDown
from mme_site.files.models import SiteDocument, owner_columns
from mme_site.publishing import actions


class ForAReasonMixin:
    """Asks for the reason and the hour as well; stands before a view of Wagtail's that unpublishes."""

    template_name = "taking_down/confirm_unpublish_record.html"
    why_form: WhyForm | None = None
    object: Any
    request: HttpRequest

    def get_form(self, data: Any = None) -> WhyForm:
        return WhyForm(data, instance=TakenDown.objects.of(self.object).first(), item=self.object)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.why_form = self.get_form(request.POST)
        if not self.why_form.is_valid():
            return self.render_to_response(self.get_context_data())  # type: ignore[attr-defined]  # of the view
        with transaction.atomic():
            if hour := self.why_form.cleaned_data["hour"]:
                return self.plan(hour)
            response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]  # of the view
            return response

    def plan(self, hour: Any) -> HttpResponse:
        """Let the publisher do it at its hour."""
        schedule = actions.set_expiry(self.object, hour, self.request.user)
        TakenDown.objects.planned().of(self.object).delete()
        if record := self.record():
            record.is_planned, record.schedule = True, schedule
            record.save()
        text = _("“%(title)s” comes down at %(hour)s.")
        messages.success(self.request, text % {"title": self.object, "hour": time_zones.in_zones(hour)})
        return redirect(self.get_next_url())  # type: ignore[attr-defined]  # of the view

    def unpublish(self) -> HttpResponse | None:
        response: HttpResponse | None = super().unpublish()  # type: ignore[misc]  # of the view
        if record := self.record():
            put_in_effect(record, self.object)
        return response

    def record(self) -> TakenDown | None:
        """Return what was said in the form, not stored yet; None where no reason was given."""
        if self.why_form is None or not self.why_form.cleaned_data["why"]:
            return None
        record: TakenDown = self.why_form.save(commit=False)
        for name, value in owner_columns(self.object).items():
            setattr(record, name, value)
        record.schedule = None
        record.pk = TakenDown.objects.of(self.object).values_list("pk", flat=True).first()
        record._state.adding = record.pk is None
        record.taken_down_on = TakenDown._meta.get_field("taken_down_on").get_default()
        record.taken_down_by = self.request.user  # type: ignore[assignment]  # nobody else comes here
        return record

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]  # of the view
        return {**context, "why_form": self.why_form or self.get_form()}


class UnpublishForAReasonView(ForAReasonMixin, UnpublishView):
    """Wagtail's own of pages."""

    template_name = "taking_down/confirm_unpublish.html"


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


@require_POST
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
