"""What the preview of a member shows: its page, today or as of a day on which something changed."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import PreviewableMixin

from mme_site.core import clock
from mme_site.core.previews import day_of_preview_mode, days_around, preview_modes_for_days


class MemberPreview(PreviewableMixin):
    """For Member: previewed as the member list that holds it shows it."""

    @property
    def preview_modes(self):
        facts = [*self.cached_periods, *self.cached_suspensions]
        return [
            ("", _("Today")),
            *preview_modes_for_days(days_around((fact.from_date, fact.until_date) for fact in facts)),
        ]

    def is_previewable(self):
        """Say so without asking for the days: lists of the admin ask each row."""
        return True

    @property
    def list_page(self):
        """The list of members that shows it; None where there is none."""
        found = (find_page(self) for find_page in hooks.get_hooks("member_list_page"))
        return next(filter(None, found), None)

    @property
    def full_url(self):
        return self.list_page and self.list_page.full_url

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        page = self.list_page
        if page is None:
            raise Http404
        return page.render_member(request, self, day_of_preview_mode(mode_name) or clock.today())
