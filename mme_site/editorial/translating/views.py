"""The views of wagtail-localize, asking whether the person has the right to what they do."""

import contextlib

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.views import convert
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from mme_site.core.languages import separator
from mme_site.editorial.translating.access import refuse_unless_readable, translatable_locales
from mme_site.editorial.translating.following import update_source
from mme_site.editorial.translating.texts import waiting_texts


class BeginTranslation(SubmitPageTranslationView):
    """Makes a page in the languages in which the person may add it; what is below it, where they may edit that."""

    def get_object(self):
        page = super().get_object()
        refuse_unless_readable(self.request.user, page)
        return page

    def get_form(self):
        form = super().get_form()
        locales = form.fields["locales"]
        locales.queryset = locales.queryset.filter(pk__in=translatable_locales(self.request.user, self.object))
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

    @transaction.atomic
    def form_valid(self, form):
        """Bring the original's texts up to date, and publish the translations that have a text for each of them."""
        update_source(self.object)
        translations = list(self.object.translations.filter(enabled=True).select_related("source", "target_locale"))
        waiting, unfinished = waiting_texts(translations), []
        for translation in translations:
            if not form.cleaned_data["publish_translations"]:
                translation.source.update_target_view_restrictions(translation.target_locale)
            elif any(not text.is_changed for text in waiting[translation.pk]):
                unfinished.append(str(translation.target_locale.get_display_name()))
            else:
                with contextlib.suppress(ValidationError):
                    translation.save_target(user=self.request.user, publish=True)
        self.components.save(self.object, sources_and_translations={self.object: translations})
        messages.success(self.request, self.get_success_message())
        if unfinished:
            languages = separator().join(unfinished)
            messages.warning(
                self.request,
                _("Not published, as there are texts without a translation: %(languages)s.") % {"languages": languages},
            )
        return redirect(self.get_success_url() or self.get_default_success_url())


def convert_to_alias(request, page_id):
    """Make a translation an alias of its source; a live page for those who may publish it, since readers see it."""
    page = get_object_or_404(Page, pk=page_id)
    if page.live and not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    return convert.convert_to_alias(request, page_id)
