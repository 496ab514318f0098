"""What pages add to the texts of editors."""

from wagtail import hooks

from mme_site.pages.rich_text import PublicDocumentLinkHandler, PublicPageLinkHandler


@hooks.register("register_rich_text_features", order=100)
def link_to_what_is_public_only(features):
    """Comes after Wagtail's own registration, so that these handlers take its place."""
    features.register_link_type(PublicPageLinkHandler)
    features.register_link_type(PublicDocumentLinkHandler)
