"""What the preview of a member shows: its page, today or as of a day on which something changed."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import PreviewableMixin

from mme_site.core.previews import day_of_preview_mode, days_around, preview_modes_for_days


class MemberPreview(PreviewableMixin):
    """For Member: previewed as the member list that holds it shows it."""

    @property
    def preview_modes(self):
        facts = [*self.held, *self.suspended]
        return [
            ("", _("Today")),
            *preview_modes_for_days(days_around((fact.from_date, fact.until_date) for fact in facts)),
        ]

    def is_previewable(self):
        """Say so without asking for the days: lists of the admin ask each row."""
        return True

    @property
    def list_page(self):
        """The live list of the bodies that it belongs to, else of any; None where there is none."""
        from members.models.index import MemberIndexPage  # which imports the model of members

        lists = MemberIndexPage.objects.live().public().order_by("path")
        bodies = [period.body_id for period in self.held]
        return lists.filter(bodies__in=bodies).first() or lists.first()

    @property
    def full_url(self):
        return self.list_page and self.list_page.full_url

    def serve_preview(self, request, mode_name):
        page = self.list_page
        if page is None:
            raise Http404
        day, bodies = day_of_preview_mode(mode_name) or timezone.localdate(), set(page.counted_bodies)
        sections = hooks.get_hooks("member_sections") if self.pk else []  # which ask the database for it
        context = {
            **page.get_context(request),
            "member": self,
            "period_today": self.role_on(day, bodies),
            "suspension_today": self.suspension_on(day),
            "sections": [section(self, page, request) for section in sections],
        }
        return TemplateResponse(request, "members/member.html", context)
