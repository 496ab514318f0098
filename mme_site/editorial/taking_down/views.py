"""To take a page down for a reason, and what readers find at its address then."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.log_actions import log
from wagtail.models import Page, PageViewRestriction, Site

from mme_site.core.localized import localized_url
from mme_site.core.querysets import SitePageQuerySet
from mme_site.editorial.taking_down.forms import WhyForm
from mme_site.editorial.taking_down.models import TakenDown, Why

ACTION = "mme.taken_down"
GONE = 410


class UnpublishForAReasonView(UnpublishView):
    """Wagtail's own, which asks for the reason as well."""

    template_name = "taking_down/confirm_unpublish.html"
    why_form: WhyForm | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.why_form = WhyForm(request.POST, instance=TakenDown.objects.filter(page=self.object).first())
        if not self.why_form.is_valid():
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def unpublish(self) -> HttpResponse | None:
        response: HttpResponse | None = super().unpublish()
        if self.why_form and self.why_form.cleaned_data["why"]:
            record = self.why_form.save(commit=False)
            record.page, record.taken_down_by = Page(pk=self.object.pk), self.request.user
            record.save()
            log(
                instance=self.object,
                action=ACTION,
                user=self.request.user,
                data={"why": record.why, "reason": record.reason},
            )
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, why_form=self.why_form or WhyForm())


def answer_at_address(request: HttpRequest) -> HttpResponse | None:
    """Return what readers find at the address of a page that was taken down for a reason; None elsewhere."""
    if request.method not in ("GET", "HEAD"):
        return None
    record = taken_down_at(request)
    if record is None:
        return None
    if record.why == Why.WITHDRAWN:
        request.withdrawn = record  # type: ignore[attr-defined]  # of the band above the page
        page = record.page.specific
        response = page.serve(request)
        response = response.render() if hasattr(response, "render") else response
        response["X-Robots-Tag"] = "noindex"
    else:
        target = SitePageQuerySet(Page).live().public().filter(pk=record.target_id).first()
        if target and record.why == Why.MERGED:
            return HttpResponsePermanentRedirect(localized_url(target, request))
        response = render(request, "taking_down/gone.html", {"record": record, "target": target}, status=GONE)
    response["Cache-Control"] = "no-store"
    return response


def taken_down_at(request: HttpRequest) -> TakenDown | None:
    """Return why there is no page at the address of a request, where a reason was given and it was public."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    path = request.path
    if get_language() != settings.LANGUAGE_CODE:
        path = path.removeprefix(f"/{get_language()}")
    records = TakenDown.objects.filter(page__url_path=site.root_page.url_path.rstrip("/") + path, page__live=False)
    record = records.select_related("page").first()
    if record is None:
        return None
    above = [record.page.path[:length] for length in range(4, len(record.page.path) + 1, 4)]
    return None if PageViewRestriction.objects.filter(page__path__in=above).exists() else record
