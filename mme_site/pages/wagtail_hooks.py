"""What pages add to the texts of editors."""

from typing import Any

from wagtail import hooks
from wagtail.models import Page

from mme_site.pages.reserved_slugs import slug_is_reserved
from mme_site.pages.rich_text import PublicDocumentLinkHandler, PublicPageLinkHandler
from mme_site.pages.translations import redirect_to_own_address
from mme_site.pages.validation.rules import Rule


@hooks.register("register_rich_text_features", order=100)
def register_public_page_link(features: Any) -> None:
    """Comes after Wagtail's own registration, so that these handlers take its place."""
    features.register_link_type(PublicPageLinkHandler)
    features.register_link_type(PublicDocumentLinkHandler)


hooks.register("before_serve_page", redirect_to_own_address)


@hooks.register("register_content_rules")
def rules() -> list[Rule]:
    return [Rule(slug_is_reserved, Page, stops=True)]
