"""The admin page at which links of one kind are made, listed and ended."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages

from mme_site.core.admin import ScreenMixin
from mme_site.core.keys import key_in
from mme_site.editorial.schedule_calendar.media import MEDIA

MOST = 20  # links that are listed


@method_decorator(never_cache, name="dispatch")
class SecretLinksView(ScreenMixin, TemplateView):
    """Links: make one, end one. An address is shown once, in the answer that made it."""

    template_name = "sharing/admin/links.html"
    what_it_is = warning = list_heading = ""

    def links(self):
        """Return the links that this person may end."""
        raise NotImplementedError

    def form(self, data=None):
        """Return the form that makes a link."""
        raise NotImplementedError

    def make(self, form):
        """Make a link as a valid form says, and return its path."""
        raise NotImplementedError

    def post(self, request, **kwargs):
        if "end" in request.POST:
            return self.end(request.POST["end"])
        form = self.form(request.POST)
        made = {"address": settings.SITE_URL + self.make(form)} if form.is_valid() else {"form": form}
        return self.render_to_response(self.get_context_data(**made))

    def end(self, key):
        link = self.links().filter(pk=key_in(key)).first()
        if link is None:
            raise Http404
        if not link.ended_at:
            link.end(self.request.user)
        messages.success(self.request, _("The link no longer works. Whoever opens it is told so."))
        return redirect(self.request.path)

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.form()
        return super().get_context_data(form=form, links=self.links()[:MOST], media=MEDIA + form.media, **kwargs)
