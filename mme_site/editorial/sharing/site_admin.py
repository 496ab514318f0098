"""Where the admin makes, lists and ends links to the site as it will be."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from mme_site.core.admin import RestrictedViewMixin
from mme_site.editorial.sharing.forms import SitePreviewForm
from mme_site.editorial.sharing.models import SitePreview, may_edit_something
from mme_site.editorial.sharing.secret_links import SecretLinksView


class SitePreviewView(RestrictedViewMixin, SecretLinksView):
    """One's own links to the site as it will be."""

    may_use = staticmethod(may_edit_something)
    page_title = gettext_lazy("The site as it will be")
    header_icon = "view"
    list_heading = gettext_lazy("Your links")
    what_it_is = gettext_lazy(
        "The whole public site as readers will see it at a moment: with every schedule and release until then that "
        "you may see, in lists, menus, search and feeds, and with that day as today. Nothing is published by it."
    )
    warning = gettext_lazy(
        "Whoever has the address sees it without an account, also what is under embargo. It closes when you end it, "
        "when its time is over, and when its moment has come."
    )

    def links(self):
        return SitePreview.objects.filter(made_by=self.request.user).select_related("made_by", "release")

    def form(self, data=None):
        return SitePreviewForm(data, user=self.request.user, initial={"release": self.request.GET.get("release")})

    def make(self, form):
        _link, token = form.save(self.request.user)
        return reverse("previewed_site", args=[token, ""])
