"""Correct what is live now: the form with what readers see, while a later version of it waits for its hour."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.preview import PreviewOnEditView
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.action_menu import ActionMenuItem as RecordMenuItem
from wagtail.snippets.views.snippets import EditView as EditSnippetView

from mme_site.core import time_zones
from mme_site.core.admin_titles import admin_title
from mme_site.core.keys import key_in
from mme_site.pages.translations import is_translation
from mme_site.publishing import live_corrections

OFFERED = gettext_lazy("Correct what is live now")


def may_correct_live(user, item):
    """Return True where readers see a page or record of which a later version waits, and a person may publish it."""
    if not item.live:
        return False
    if not isinstance(item, Page):
        return policy_registry.get(item).user_has_permission_for_instance(user, "publish", item)
    if item.alias_of_id or is_translation(item) or not item.permissions_for_user(user).can_publish():
        return False
    lock = live_corrections.copy_of_live(item).get_lock()
    return not (lock and lock.for_user(user))


def address_of(item):
    if isinstance(item, Page):
        return reverse("correct_live", args=[item.pk])
    return reverse(item.snippet_viewset.get_url_name("correct_live"), args=[item.pk])


def offer(page, user):
    """Return the button beside the message that a page is locked by its schedule."""
    if isinstance(page, Page) and may_correct_live(user, page):
        yield address_of(page), OFFERED


def offer_of_record(request, record):
    """Offer it above the form of a record, which its schedule does not lock."""
    waiting = getattr(record, "scheduled_revision", None)
    if waiting and request.resolver_match.url_name == "edit" and may_correct_live(request.user, record):
        words = _("A version of it goes live at %(hour)s. Readers see another one until then.")
        hour = time_zones.in_zones(waiting.approved_go_live_at)
        messages.info(request, words % {"hour": hour}, buttons=[messages.button(address_of(record), OFFERED)])


class PublishCorrection(ActionMenuItem):
    """The only button of the form."""

    name = "action-publish"
    label = gettext_lazy("Publish the correction")
    icon_name = "upload"


class PublishRecordCorrection(RecordMenuItem):
    """The same for a record."""

    name, label, icon_name = PublishCorrection.name, PublishCorrection.label, PublishCorrection.icon_name


class LiveCopyMixin:
    """A view of a page as readers see it, for who may correct it."""

    def get_object(self):
        return copy_for(self.request.user, get_object_or_404(Page, pk=self.kwargs["page_id"]))


def copy_for(user, item):
    """Return what readers see of a page or record. Raises PermissionDenied for who may not correct it."""
    if not may_correct_live(user, item):
        raise PermissionDenied
    return live_corrections.copy_of_live(item)


class PreviewOfCorrection(LiveCopyMixin, PreviewOnEditView):
    """What stands in the form, as readers will see it."""


class CorrectionMixin:
    """Publishes what is typed, and says what became of the version that waits. Nothing is saved in between.

    It stands before a view of Wagtail's that edits; `waiting` is the version, and `stored` the row, of what is live.
    """

    def get(self, request, *args, **kwargs):
        if self.waiting is None:
            return redirect(self.get_edit_url())
        words = _("This is what readers see now. The version that goes live at %(hour)s gets the same correction.")
        messages.info(request, words % {"hour": time_zones.in_zones(self.waiting.approved_go_live_at)})
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if self.expects_json_response:
            return self.json_error_response("locked", _("Corrections are not saved automatically."))
        return super().post(request, *args, **kwargs)

    def correct(self):
        read = key_in(self.request.GET.get("of")) or None
        try:
            item = self.form.save(commit=False)
            corrected = live_corrections.correct(item, self.request.user, read)
        except live_corrections.NothingWaits:
            messages.warning(
                self.request,
                _("No version waits any more: it has gone live, or its schedule was cancelled. Your text is a draft."),
            )
            return self.save_as_draft()
        except live_corrections.CorrectedMeanwhile:
            return self.show_again(
                _("Not published: readers see another text since you began. Compare, then publish yours over it."),
                buttons=self.ways_to_live(),
            )
        except ValidationError as error:
            return self.show_again(_("Not published: %(reason)s") % {"reason": " ".join(error.messages)})
        self.add_result_message(item, corrected)
        return redirect(self.get_edit_url())

    def show_again(self, told, **more):
        messages.error(self.request, told, **more)
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    def add_result_message(self, item, corrected):
        """Say in one message what readers see now and at the hour of the schedule."""
        if corrected is None:
            messages.info(self.request, _("Nothing was changed."))
            return
        names = {
            "title": admin_title(item),
            "hour": time_zones.in_zones(corrected.waiting.approved_go_live_at),
            "fields": corrected.fields,
            "reason": corrected.refusal,
        }
        if not corrected.kept:
            words = _("“%(title)s” is corrected, and so is the version that goes live at %(hour)s.")
            messages.success(self.request, words % names, buttons=self.ways_to_live())
            return
        words = _(
            "“%(title)s” is corrected. The version that goes live at %(hour)s keeps its own words in: %(fields)s."
        )
        if corrected.refusal:
            words += " " + _("With the correction it could not be published: %(reason)s")
        compare = reverse(self.revisions_compare_url_name, args=[item.pk, "live", corrected.waiting.pk])
        messages.warning(self.request, words % names, buttons=[messages.button(compare, _("Compare the two"))])

    def get_page_title(self):
        return OFFERED

    def get_side_panels(self):
        """The hours stay as they are: none can be set here."""
        panels = super().get_side_panels()
        panels[0].show_schedule_publishing_toggle = False
        return panels

    def get_context_data(self, **kwargs):
        self.autosave_enabled = False
        address = f"{address_of(self.stored)}?of={self.stored.live_revision_id or ''}"
        context = {**super().get_context_data(**kwargs), "action_url": address, "autosave_indicator": None}
        menu = context["action_menu"]
        menu.default_item, menu.menu_items = self.only_button, []
        return context


class CorrectLiveView(LiveCopyMixin, CorrectionMixin, EditView):
    """Wagtail's own of pages."""

    only_button = PublishCorrection()
    revisions_compare_url_name = "wagtailadmin_pages:revisions_compare"

    @property
    def waiting(self):
        return self.scheduled_revision

    @property
    def stored(self):
        return self.real_page_record

    @cached_property
    def action_name_and_method(self):
        return ("publish", self.correct)

    def save_as_draft(self):
        return self.save_action()

    def ways_to_live(self):
        return [self.get_view_live_message_button()]

    def get_preview_url(self):
        return reverse("preview_correction", args=[self.page.pk])


class CorrectLiveRecordView(CorrectionMixin, EditSnippetView):
    """Wagtail's own of snippets."""

    only_button = PublishRecordCorrection()

    def get_object(self, queryset=None):
        super().get_object(queryset)
        return copy_for(self.request.user, self.live_object)

    @property
    def waiting(self):
        return self.live_object.scheduled_revision

    @property
    def stored(self):
        return self.live_object

    def get_action(self, request):
        return "edit"  # of the draft that is kept where nothing waits any more

    def form_valid(self, form):
        self.form = form
        return self.correct()

    def save_as_draft(self):
        return super().form_valid(self.form)

    def ways_to_live(self):
        return []
