"""What the core adds to the admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.compare import register_comparison_class

from mme_site.core.admin import stylesheet
from mme_site.core.comparisons import TranslationsComparison
from mme_site.core.translations_field import TranslationsField

hooks.register("insert_global_admin_css", stylesheet("core/text_direction.css"))
hooks.register("insert_global_admin_css", stylesheet("core/narrow.css"))


@hooks.register("insert_global_admin_js")
def dates_as_they_are_typed() -> SafeString:
    return format_html('<script src="{}"></script>', static("core/dates.js"))


register_comparison_class(TranslationsField, comparison_class=TranslationsComparison)
