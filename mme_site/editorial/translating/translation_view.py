"""One translation: all of its texts beside the original's, and what can be done with it by whom looks at it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation

from mme_site.core.admin import ScreenMixin
from mme_site.core.keys import key_in
from mme_site.editorial.translating.models import ChangedText
from mme_site.editorial.translating.texts import all_texts


def translation_of(page):
    """Return the Translation that a page is the target of, or None."""
    translations = Translation.objects.select_related("source", "target_locale")
    return translations.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()


class TranslationView(ScreenMixin, TemplateView):
    """Shows a translation to whom may edit it. Posted without a word of what to do, it is submitted for review."""

    template_name = "translating/translation.html"
    page_title = gettext_lazy("Translation")
    header_icon = "wagtail-localize-language"

    def setup(self, request, page_id):
        super().setup(request, page_id=page_id)
        self.page = get_object_or_404(Page, pk=page_id).specific
        self.translation = translation_of(self.page)
        self.rights = self.page.permissions_for_user(request.user)
        if not self.rights.can_edit():
            raise PermissionDenied
        if self.translation is None:
            raise Http404

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    @property
    def sublabel(self):
        return self.get_page_subtitle()

    @property
    def screens_above(self):
        return [(_("Translators' desk"), f"{reverse('translators_desk')}?language={self.language.language_code}")]

    @property
    def language(self):
        return self.translation.target_locale

    @cached_property
    def texts(self):
        return all_texts(self.translation)

    @property
    def missing(self):
        return [text for text in self.texts if text.is_missing]

    @cached_property
    def workflow_state(self):
        return self.page.current_workflow_state

    @cached_property
    def task_state(self):
        """The task of the review that this person may decide now, or None."""
        state = self.page.current_workflow_task_state
        if state is None or state.status != state.STATUS_IN_PROGRESS:
            return None
        actions = {name for name, _label, _modal in state.task.specific.get_actions(self.page, self.request.user)}
        return state if {"approve", "reject"} <= actions else None

    @property
    def was_sent_back(self):
        return bool(self.workflow_state and self.workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES)

    def get_context_data(self, **kwargs):
        source = self.translation.source
        original = source.get_source_instance()
        last = self.workflow_state and self.workflow_state.current_task_state
        return super().get_context_data(
            page=self.page,
            translation=self.translation,
            original=original,
            texts=self.texts,
            translated=len(self.texts) - len(self.missing),
            missing=self.missing,
            changed=[text for text in self.texts if text.is_changed],
            review=self.task_state,
            is_in_review=bool(self.workflow_state) and not self.was_sent_back,
            sent_back=last if self.was_sent_back else None,
            may_publish=self.rights.can_publish(),
            may_submit=self.rights.can_submit_for_moderation(),
            preview=reverse("wagtail_localize:preview_translation", args=[self.translation.pk]),
            **kwargs,
        )

    def post(self, request, **kwargs):
        actions = {
            "submit": self.submit,
            "publish": self.publish,
            "approve": self.approve,
            "send-back": self.send_back,
            "still-right": self.still_right,
        }
        action = actions.get(request.POST.get("action", "submit"))
        if action is None:
            raise Http404
        return action() or redirect("submit_translation", self.page.pk)

    def submit(self):
        """Keep what was translated as a draft of the page, and start its review."""
        if not self.rights.can_submit_for_moderation():
            messages.warning(self.request, _("It is in review already, or locked. Nothing was done."))
            return
        with transaction.atomic():
            source, locale = self.translation.source, self.translation.target_locale
            draft = source.get_ephemeral_translated_instance(locale, fallback=True)
            draft.save_revision(user=self.request.user, log_action=True)
            if self.was_sent_back:
                self.workflow_state.resume(self.request.user)
            else:
                self.page.get_workflow().start(Page.objects.get(pk=self.page.pk).specific, self.request.user)
        messages.success(self.request, _("“%(title)s” was submitted for review.") % {"title": draft.title})

    def publish(self):
        """Show readers what is translated; what is not, the screen has named before."""
        if not self.rights.can_publish():
            raise PermissionDenied
        try:
            with transaction.atomic():
                self.translation.save_target(user=self.request.user, publish=True)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return
        title = self.page.__class__.objects.get(pk=self.page.pk).title
        messages.success(self.request, _("“%(title)s” is published.") % {"title": title})

    def approve(self):
        return self.decide("approve", _("“%(title)s” is approved."))

    def send_back(self):
        if not self.request.POST.get("comment", "").strip():
            messages.error(self.request, _("Say what is to be corrected, so that the translator knows."))
            return
        return self.decide("reject", _("“%(title)s” was sent back."))

    def decide(self, action, message):
        """Take a decision of the review, as Wagtail takes it."""
        if self.task_state is None:
            raise PermissionDenied
        comment = self.request.POST.get("comment", "").strip()
        self.task_state.task.specific.on_action(self.task_state, self.request.user, action, comment=comment)
        messages.success(self.request, message % {"title": self.page.get_admin_display_title()})

    def still_right(self):
        """Take these translations as they are: the original has changed, and they say it all the same."""
        keys = [key_in(text) for text in self.request.POST.getlist("text")]
        marks = ChangedText.objects.filter(
            translation__in=keys,
            translation__locale=self.language,
            translation__context__object=self.page.translation_key,
        )
        number, _by_model = marks.delete()
        messages.success(
            self.request,
            ngettext("%(number)s text is kept as it is.", "%(number)s texts are kept as they are.", number)
            % {"number": number},
        )
