"""What the core adds to the admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def directions_of_writing():
    return format_html('<link rel="stylesheet" href="{}">', static("core/text_direction.css"))
