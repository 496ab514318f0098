"""Wagtail's checker of the preview, with the rules of the house beside its own."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem


class SiteContentChecker(ContentCheckerItem):
    """Axe in the preview: what the site promises its readers (docs/EDITORS.md), and not the summary's length.

    Contrast and the frame of a page are the site's own business, tested with every change.
    """

    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        *("image-alt", "image-redundant-alt", "link-in-text-block", "identical-links-same-purpose"),
        *("list", "listitem", "valid-lang", "html-has-lang", "page-has-heading-one", "duplicate-id-aria"),
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": _("A picture has no alternative text"),
            "help_text": _("Say what it shows, or that it is decorative"),
        },
        "image-redundant-alt": {
            "error_name": _("Alternative text repeats the words beside it"),
            "help_text": _("Alternative text should add to the words around it"),
        },
        "link-in-text-block": {
            "error_name": _("A link cannot be distinguished from the text"),
            "help_text": _("Readers must be able to find it without colour"),
        },
        "identical-links-same-purpose": {
            "error_name": _("Links with the same words lead to different places"),
            "help_text": _("Name in each link what it opens"),
        },
        "valid-lang": {
            "error_name": _("A language mark is not valid"),
            "help_text": _("Choose the language from the list"),
        },
        "empty-meta-description": {
            "error_name": _("There is no summary"),
            "help_text": _("Write one or two sentences: readers see them in lists and in search results"),
        },
    }
