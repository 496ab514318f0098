"""The address of the checks of what stands in a form."""

from django import template
from django.urls import reverse
from wagtail.models import Page

register = template.Library()


@register.simple_tag(takes_context=True)
def checks_address(context, item):
    """Return the address that answers with the checks of a page in its editor; empty for what is no page."""
    if not isinstance(item, Page):
        return ""
    if item.pk:
        return reverse("checks_of_page", args=[item.pk])
    match = context["request"].resolver_match
    place = {name: match.kwargs[name] for name in ("content_type_app_name", "content_type_model_name")}
    return reverse("checks_of_new_page", kwargs={**place, "parent_page_id": match.kwargs["parent_page_id"]})
