"""What a file says of itself, for editors."""

from django import template

from mme_site.core.languages import DOCUMENT_LANGUAGES

register = template.Library()


@register.inclusion_tag("files/said_of_itself.html")
def said_of_itself(document):
    """Show pages, language and title as they were read in the file that stands there now."""
    text = getattr(document, "text", None)
    return {"document": document, "language": dict(DOCUMENT_LANGUAGES).get(text.language, "") if text else ""}
