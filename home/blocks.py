"""Links of the header and the footer."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class LinkBlock(blocks.StructBlock):
    """A link to a page of this site or to an address elsewhere."""

    page = blocks.PageChooserBlock(required=False, label=_("page"))
    url = blocks.URLBlock(required=False, label=_("or an address elsewhere"))
    text = blocks.CharBlock(
        max_length=80,
        required=False,
        default="",
        label=_("words"),
        help_text=_("Leave empty to show the title of the page."),
    )

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{text} {page}"

    def clean(self, value):
        """Refuse a link with no target, with two, or elsewhere without words."""
        result = super().clean(value)
        if bool(result["page"]) == bool(result["url"]):
            raise blocks.StructBlockValidationError(
                block_errors={"page": ValidationError(_("Choose a page or give an address, not both."))}
            )
        if result["url"] and not result["text"]:
            raise blocks.StructBlockValidationError(
                block_errors={"text": ValidationError(_("Give the words of the link."))}
            )
        return result


class MenuBlock(LinkBlock):
    """An entry of the main menu, with the entries below it."""

    below = blocks.ListBlock(LinkBlock(), required=False, default=[], label=_("entries below it"))

    class Meta:
        icon = "list-ul"
        label = _("Menu entry")
