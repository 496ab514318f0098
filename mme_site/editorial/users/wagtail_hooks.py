"""Where the rights of translators join Wagtail's admin."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from mme_site.editorial.users.translating.views import (
    BeginTranslation,
    SendInTranslation,
    UpdateTranslations,
    convert_to_alias,
    may_send_in,
    translation_of,
)


@hooks.register("register_admin_urls", order=-1)
def translation_urls():
    """Take the place of wagtail-localize's views of the same addresses, whose names still lead here."""
    return [
        path("localize/submit/page/<int:page_id>/", BeginTranslation.as_view(), name="begin_translation"),
        path("localize/update/<int:translation_source_id>/", UpdateTranslations.as_view(), name="update_translations"),
        path("localize/page/<int:page_id>/convert_to_alias/", convert_to_alias),
        path("translations/<int:page_id>/submit/", SendInTranslation.as_view(), name="send_in_translation"),
    ]


@hooks.register("register_page_header_buttons")
def send_in_button(page, user, view_name=None, next_url=None):
    if not page.is_root() and translation_of(page) and may_send_in(user, page):
        label, url = _("Submit translation for review"), reverse("send_in_translation", args=[page.pk])
        yield Button(label, url, icon_name="clipboard-list", priority=5)


@hooks.register("register_guide_sections")
def sections_of_the_guide():
    return {
        "begin_translation": "Translate a page",
        "send_in_translation": "Translate a page",
        "update_translations": "Translate a page",
        "wagtailusers_groups:edit": "What you may do, by your role",
        "wagtailusers_users:edit": "What you may do, by your role",
    }
