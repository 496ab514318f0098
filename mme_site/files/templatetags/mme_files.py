"""What a file says of itself, for editors."""

from typing import Any

from django import template

from mme_site.core.languages import DOCUMENT_LANGUAGES
from mme_site.files.models import SiteDocument

register = template.Library()


@register.inclusion_tag("files/stated_properties.html")
def stated_properties(document: SiteDocument) -> dict[str, Any]:
    """Show pages, language and title as they were read in the file that stands there now."""
    text = getattr(document, "text", None)
    return {"document": document, "language": dict(DOCUMENT_LANGUAGES).get(text.language, "") if text else ""}
