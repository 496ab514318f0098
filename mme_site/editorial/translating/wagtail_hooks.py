"""Where the translators' desk, and their rights, join Wagtail's admin."""

from django.contrib.auth.models import Permission
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter

from mme_site.core.admin import register_menu_item, stylesheet
from mme_site.core.languages import separator
from mme_site.editorial.translating.access import is_translator
from mme_site.editorial.translating.desk_view import DeskView
from mme_site.editorial.translating.panels import show_translations
from mme_site.editorial.translating.privacy import may_manage_privacy
from mme_site.editorial.translating.privacy_view import ACTION, PrivacyView
from mme_site.editorial.translating.records import RIGHT
from mme_site.editorial.translating.records_view import RecordsView
from mme_site.editorial.translating.texts import all_texts
from mme_site.editorial.translating.translation_view import TranslationView, translation_of
from mme_site.editorial.translating.views import BeginTranslation, UpdateTranslations, convert_to_alias

hooks.register("construct_homepage_panels", show_translations)
hooks.register("insert_global_admin_css", stylesheet("translating/translating.css"))


@hooks.register("register_admin_urls", order=-1)
def translation_urls():
    """Take the place of wagtail-localize's views of the same addresses, whose names still lead here."""
    return [
        path("localize/submit/page/<int:page_id>/", BeginTranslation.as_view(), name="begin_translation"),
        path("localize/update/<int:translation_source_id>/", UpdateTranslations.as_view(), name="update_translations"),
        path("localize/page/<int:page_id>/convert_to_alias/", convert_to_alias),
        path("translations/", DeskView.as_view(), name="translators_desk"),
        path("translations/records/", RecordsView.as_view(), name="translators_records"),
        path("reports/translations-privacy/", PrivacyView.as_view(), name="translations_privacy"),
        path("translations/<int:page_id>/submit/", TranslationView.as_view(), name="submit_translation"),
    ]


@hooks.register("register_permissions")
def permission_to_translate_records():
    """Let administrators give and take the right to names and notes, as any other."""
    app, codename = RIGHT.split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename)


register_menu_item(
    "admin", gettext_lazy("Translations"), "translators_desk", "wagtail-localize-language", 150, is_translator
)


register_menu_item("reports", PrivacyView.page_title, "translations_privacy", "view", 960, may_manage_privacy)


@hooks.register("register_log_actions")
def privacy_in_the_history(actions):
    @actions.register_action(ACTION)
    class PrivacyFormatter(LogFormatter):
        label = gettext_lazy("Keep a translation private")

        def format_message(self, entry):
            return _("Kept private: %(reason)s") % {"reason": entry.data.get("reason", "")}


@hooks.register("register_page_header_buttons")
def translation_button(page, user, view_name=None, next_url=None):
    if not page.is_root() and page.permissions_for_user(user).can_edit() and translation_of(page):
        address = reverse("submit_translation", args=[page.pk])
        yield Button(_("All texts side by side"), address, icon_name="clipboard-list", priority=5)


@hooks.register("before_edit_page", order=-1)
def in_the_editor_of_a_translation(request, page):
    """Say what has changed; name what readers would see in the original's language, before it is published."""
    translation = translation_of(page)
    if translation is None:
        return None
    if request.method == "POST" and request.POST.get("action") == "publish":
        if not any(text.is_missing for text in all_texts(translation)):
            return None
        messages.warning(request, _("Not published yet: some texts have no translation."))
        return redirect("submit_translation", page.pk)
    if request.method == "GET" and (changed := [text.field for text in all_texts(translation) if text.is_changed]):
        address = reverse("submit_translation", args=[page.pk])
        told = _("The original has changed: %(fields)s.") % {"fields": separator().join(dict.fromkeys(changed))}
        messages.warning(request, told, buttons=[messages.button(address, _("What has changed"))])
    return None


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    screens = [
        "begin_translation",
        "submit_translation",
        "update_translations",
        "translators_desk",
        "translators_records",
        "translations_privacy",
    ]
    return dict.fromkeys(screens, "Translate a page")
