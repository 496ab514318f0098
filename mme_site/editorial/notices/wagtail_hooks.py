"""Where the notices join Wagtail's admin."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks

from mme_site.editorial.notices import editor_hooks  # noqa: F401 - it registers its hooks
from mme_site.editorial.notices.panel import SchedulesPanel
from mme_site.editorial.notices.views import CancelView, RetryView


@hooks.register("register_admin_urls")
def act_urls():
    return [
        path("publishing/<int:pk>/retry/", RetryView.as_view(), name="publishing_retry"),
        path("publishing/<int:pk>/cancel/", CancelView.as_view(), name="publishing_cancel"),
    ]


@hooks.register("insert_global_admin_css")
def notices_css():
    return format_html('<link rel="stylesheet" href="{}">', static("notices/notices.css"))


@hooks.register("construct_homepage_panels")
def schedules_on_the_first_page(request, panels):
    panels.append(SchedulesPanel())
