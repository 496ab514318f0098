"""What the question before a deletion says."""

from django import template
from django.conf import settings

from mme_site.core.keys import key_in
from mme_site.editorial.recovery.consequences import consequences_of
from mme_site.editorial.recovery.recording import is_recoverable
from mme_site.editorial.recovery.reverting import may_edit

QUESTIONS = {"delete", "delete_file", "delete_picture"}

register = template.Library()


@register.inclusion_tag("recovery/consequences.html", takes_context=True)
def consequences(context):
    """Say what breaks when what this page of the admin is about is deleted, and for how long it is kept."""
    request = context.get("request")
    item = context.get("page") or context.get("object") or getattr(context.get("view"), "object", None)
    match = getattr(request, "resolver_match", None)
    if item is None or match is None or match.url_name not in QUESTIONS or not is_recoverable(type(item)):
        return {}
    return {
        "found": consequences_of(item, request.user),
        "days": settings.KEEP_DELETED_DAYS,
        "is_protected": context.get("is_protected"),
    }


@register.simple_tag(takes_context=True)
def earlier_version(context):
    """Return the earlier one of the two versions that a page of the admin compares, where one can return to it."""
    kwargs = context["request"].resolver_match.kwargs
    item = getattr(context.get("view"), "object", None)
    key = str(kwargs.get("revision_id_a", ""))
    if item is None or not may_edit(context["request"].user, item):
        return None
    revisions = item.revisions.order_by("created_at", "pk")
    revision = revisions.first() if key == "earliest" else revisions.filter(pk=key_in(key)).first()
    return revision if revision and revision.pk != item.latest_revision_id else None
