"""Correct what is live now: the page's form with what readers see, while a later version waits for its hour."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, PageActionMenu
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.preview import PreviewOnEditView
from wagtail.models import Page

from mme_site.core import time_zones
from mme_site.core.keys import key_in
from mme_site.pages.translations import is_translation
from mme_site.publishing import live_corrections


def may_correct_live(user, page):
    """Return True where readers see a page of which a later version waits, and a person may publish it."""
    if not page.live or page.alias_of_id or is_translation(page) or not page.permissions_for_user(user).can_publish():
        return False
    lock = live_corrections.copy_of_live(page).get_lock()
    return not (lock and lock.for_user(user))


def offer(page, user):
    """Return the button beside the message that a page is locked by its schedule."""
    if isinstance(page, Page) and may_correct_live(user, page):
        yield reverse("correct_live", args=[page.pk]), _("Correct what is live now")


class PublishCorrection(ActionMenuItem):
    """The only button of the form."""

    name = "action-publish"
    label = gettext_lazy("Publish the correction")
    icon_name = "upload"


class LiveCopyMixin:
    """A view of a page as readers see it, for who may correct it."""

    def get_object(self):
        page = get_object_or_404(Page, pk=self.kwargs["page_id"])
        if not may_correct_live(self.request.user, page):
            raise PermissionDenied
        return live_corrections.copy_of_live(page)


class PreviewOfCorrection(LiveCopyMixin, PreviewOnEditView):
    """What stands in the form, as readers will see it."""


class CorrectLiveView(LiveCopyMixin, EditView):
    """Publishes what is typed, and says what became of the version that waits. Nothing is saved in between."""

    def get(self, request, *args, **kwargs):
        if self.scheduled_revision is None:
            return redirect(self.get_edit_url())
        words = _("This is what readers see now. The version that goes live at %(hour)s gets the same correction.")
        messages.info(request, words % {"hour": time_zones.in_zones(self.scheduled_revision.approved_go_live_at)})
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if self.expects_json_response:
            return self.json_error_response("locked", _("Corrections are not saved automatically."))
        return super().post(request, *args, **kwargs)

    @cached_property
    def action_name_and_method(self):
        return ("publish", self.correct)

    def correct(self):
        read = key_in(self.request.GET.get("of")) or None
        try:
            page = self.form.save(commit=False)
            corrected = live_corrections.correct(page, self.request.user, read)
        except live_corrections.NothingWaits:
            messages.warning(
                self.request,
                _("No version waits any more: it has gone live, or its schedule was cancelled. Your text is a draft."),
            )
            return self.save_action()
        except live_corrections.CorrectedMeanwhile:
            return self.show_again(
                _("Not published: readers see another text since you began. Compare, then publish yours over it."),
                buttons=[self.get_view_live_message_button()],
            )
        except ValidationError as error:
            return self.show_again(_("Not published: %(reason)s") % {"reason": " ".join(error.messages)})
        self.tell(corrected)
        return redirect(self.get_edit_url())

    def show_again(self, told, **more):
        messages.error(self.request, told, **more)
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    def tell(self, corrected):
        """Say in one message what readers see now and at the hour of the schedule."""
        if corrected is None:
            messages.info(self.request, _("Nothing was changed."))
            return
        names = {
            "title": self.page.get_admin_display_title(),
            "hour": time_zones.in_zones(corrected.waiting.approved_go_live_at),
            "fields": corrected.fields,
            "reason": corrected.refusal,
        }
        if not corrected.kept:
            words = _("“%(title)s” is corrected, and so is the version that goes live at %(hour)s.")
            messages.success(self.request, words % names, buttons=[self.get_view_live_message_button()])
            return
        words = _(
            "“%(title)s” is corrected. The version that goes live at %(hour)s keeps its own words in: %(fields)s."
        )
        if corrected.refusal:
            words += " " + _("With the correction it could not be published: %(reason)s")
        compare = reverse("wagtailadmin_pages:revisions_compare", args=[self.page.pk, "live", corrected.waiting.pk])
        messages.warning(self.request, words % names, buttons=[messages.button(compare, _("Compare the two"))])

    def get_page_title(self):
        return _("Correct what is live now")

    def get_action_menu(self):
        menu = PageActionMenu(self.request, view="edit", page=self.page, lock=self.lock, locked_for_user=False)
        menu.default_item, menu.menu_items = PublishCorrection(), []
        return menu

    def get_preview_url(self):
        return reverse("preview_correction", args=[self.page.pk])

    def get_side_panels(self):
        """The hours stay as they are: none can be set here."""
        panels = super().get_side_panels()
        panels[0].show_schedule_publishing_toggle = False
        return panels

    def get_context_data(self, **kwargs):
        self.autosave_enabled = False
        address = f"{reverse('correct_live', args=[self.page.pk])}?of={self.real_page_record.live_revision_id or ''}"
        return {**super().get_context_data(**kwargs), "action_url": address, "autosave_indicator": None}
