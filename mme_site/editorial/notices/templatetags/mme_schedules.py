"""Schedules in the pages and lists of the admin."""

from django import template

from mme_site.editorial.notices import banner, open_schedules
from mme_site.editorial.notices.after_approval import after_approval

register = template.Library()
register.simple_tag(after_approval)


@register.inclusion_tag("notices/banner.html", takes_context=True)
def schedule_banner(context):
    """Warn of what failed or is late, who can do something about it."""
    request = context["request"]
    return {"notice": banner.notice_for(request.user), "here": request.get_full_path()}


@register.inclusion_tag("notices/hours.html", takes_context=True)
def schedules_of_row(context):
    """Say when the page or snippet of a table's row goes live or comes down."""
    return {
        "rows": open_schedules.open_schedules_of_row(context["table"], context["instance"], context["request"].user)
    }
