"""Where the checks join Wagtail's admin."""

from django.db.models import Model
from django.urls import path
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import DraftStateMixin

from mme_site.core.admin import module_script, stylesheet
from mme_site.editorial.checks import messages, structure, views, words
from mme_site.editorial.checks.checker import SiteContentChecker
from mme_site.pages.validation.rules import Rule


@hooks.register("register_content_rules", order=-1)
def rules_of_every_text():
    return [Rule(look, Model) for look in [*words.RULES, *structure.RULES]]


@hooks.register("register_admin_urls")
def urls():
    new = "checking/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/"
    return [
        path("checking/pages/<int:page_id>/", views.PageChecksView.as_view(), name="checks_of_page"),
        path(new, views.NewPageChecksView.as_view(), name="checks_of_new_page"),
        path("checking/publish/<int:revision_id>/", views.publish_all_the_same, name="publish_all_the_same"),
    ]


@hooks.register("construct_wagtail_userbar", order=100)
def site_content_checker(request, items, page):
    items[:] = [SiteContentChecker(item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items]


@hooks.register("after_create_page", order=-1)
@hooks.register("after_edit_page", order=-1)
@hooks.register("after_create_snippet", order=-1)
@hooks.register("after_edit_snippet", order=-1)
def warn_after_saving(request, item):
    messages.after_saving(request, item)


@hooks.register("before_publish_page")
def warn_before_publishing_a_page(request, page):
    return messages.before_publishing(request, page)


@hooks.register("before_publish")
def warn_before_publishing_a_record(request, record):
    return messages.before_publishing(request, record) if isinstance(record, DraftStateMixin) else None


hooks.register("insert_editor_js", module_script("checks/panel.js"))


hooks.register("insert_global_admin_css", stylesheet("checks/panel.css"))
