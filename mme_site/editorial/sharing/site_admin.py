"""Where the admin makes, lists and ends links to the site as it will be."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from mme_site.core.admin import RestrictedViewMixin
from mme_site.editorial.schedule_calendar.media import MEDIA
from mme_site.editorial.sharing.forms import SitePreviewForm
from mme_site.editorial.sharing.models import SitePreview, may_edit_something


@method_decorator(never_cache, name="dispatch")
class SitePreviewView(RestrictedViewMixin, WagtailAdminTemplateMixin, TemplateView):
    """One's own links to the site as it will be: make one, end one. An address is shown once, when it is made."""

    may_use = staticmethod(may_edit_something)
    template_name = "sharing/admin/site.html"
    page_title = gettext_lazy("The site as it will be")
    header_icon = "view"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def links(self):
        return SitePreview.objects.filter(made_by=self.request.user).select_related("made_by", "release")

    def post(self, request, **kwargs):
        if "end" in request.POST:
            return self.end(request.POST["end"])
        form = SitePreviewForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        _link, token = form.save(request.user)
        address = settings.SITE_URL + reverse("previewed_site", args=[token, ""])
        return self.render_to_response(self.get_context_data(address=address))

    def end(self, key):
        link = self.links().filter(pk=key).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None
        if link is None:
            raise Http404
        if not link.ended_at:
            link.end()
        messages.success(self.request, _("The link no longer works. Whoever opens it is told so."))
        return redirect("preview_site")

    def get_context_data(self, **kwargs):
        form = SitePreviewForm(user=self.request.user, initial={"release": self.request.GET.get("release")})
        context = super().get_context_data(**{"form": form, "links": self.links()[:20], **kwargs})
        return {**context, "media": MEDIA + context["form"].media}
