"""The views of wagtail-localize, asking whether the person has the right to what they do."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation
from wagtail_localize.views import convert
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from mme_site.editorial.users.translating.access import open_languages, refuse_unless_readable


class BeginTranslation(SubmitPageTranslationView):
    """Makes a page in the languages in which the person may add it; what is below it, where they may edit that."""

    def get_object(self):
        page = super().get_object()
        refuse_unless_readable(self.request.user, page)
        return page

    def get_form(self):
        form = super().get_form()
        locales = form.fields["locales"]
        locales.queryset = locales.queryset.filter(pk__in=open_languages(self.request.user, self.object))
        if not self.object.permissions_for_user(self.request.user).can_edit():
            form.fields["include_subtree"].disabled = True  # there may be drafts among them
        return form


class UpdateTranslations(UpdateTranslationsView):
    """Brings translations up to date with their source; publishes them for whom may publish all of them."""

    def get_form(self):
        form = super().get_form()
        targets = [translation.get_target_instance() for translation in self.object.translations.filter(enabled=True)]
        pages = [target for target in targets if isinstance(target, Page)]
        may_edit = [page for page in pages if page.permissions_for_user(self.request.user).can_edit()]
        source = self.object.get_source_instance()
        if isinstance(source, Page) and not may_edit and not source.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        if not all(page.permissions_for_user(self.request.user).can_publish() for page in pages):
            form.fields["publish_translations"].disabled = True
            form.fields["publish_translations"].help_text = _("For those who may publish all of these pages.")
        return form


def convert_to_alias(request, page_id):
    """Make a translation an alias of its source; a live page for those who may publish it, since readers see it."""
    page = get_object_or_404(Page, pk=page_id)
    if page.live and not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    return convert.convert_to_alias(request, page_id)


def translation_of(page):
    """Return the Translation that a page is the target of, or None."""
    translations = Translation.objects.select_related("source", "target_locale")
    return translations.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()


def may_send_in(user, page):
    """Return True for a translation that this person may edit and not publish, and that is not in review."""
    rights = page.permissions_for_user(user)
    return rights.can_edit() and not rights.can_publish() and rights.can_submit_for_moderation()


class SendInTranslation(WagtailAdminTemplateMixin, TemplateView):
    """Keeps what was translated as a draft of the page, and starts its review; Wagtail's editor has a button for it."""

    template_name = "users/send_in_translation.html"
    page_title = gettext_lazy("Submit the translation for review")
    header_icon = "clipboard-list"

    def setup(self, request, page_id):
        super().setup(request, page_id=page_id)
        self.page = get_object_or_404(Page, pk=page_id).specific
        self.translation = translation_of(self.page)
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        if self.translation is None:
            raise Http404

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_context_data(self, **kwargs):
        done, of = self.translation.get_progress()[::-1]
        return super().get_context_data(page=self.page, translated=done, strings=of, **kwargs)

    def post(self, request, **kwargs):
        if not self.page.permissions_for_user(request.user).can_submit_for_moderation():
            messages.warning(request, _("It is in review already, or locked. Nothing was done."))
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        with transaction.atomic():
            source, locale = self.translation.source, self.translation.target_locale
            draft = source.get_ephemeral_translated_instance(locale, fallback=True)
            draft.save_revision(user=request.user, log_action=True)
            state = self.page.current_workflow_state
            if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
                state.resume(request.user)
            else:
                self.page.get_workflow().start(Page.objects.get(pk=self.page.pk).specific, request.user)
        messages.success(request, _("“%(title)s” was submitted for review.") % {"title": draft.title})
        return redirect("wagtailadmin_pages:edit", self.page.pk)
