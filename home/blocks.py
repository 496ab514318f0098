"""Links of the header and the footer, and notices."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from mme_site.pages.blocks import INLINE_FEATURES
from mme_site.pages.schedule_forms import ScheduleField, ScheduleInput


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


class HourBlock(blocks.DateTimeBlock):
    """A moment, typed and read as those of schedules are."""

    @cached_property
    def field(self):
        return ScheduleField(widget=ScheduleInput(), **self.field_options)


class NoticeBlock(blocks.StructBlock):
    """What readers of one language, or of all, are told at the top of every page between two moments."""

    text = blocks.RichTextBlock(features=INLINE_FEATURES, label=_("text"))
    language = blocks.ChoiceBlock(
        choices=settings.LANGUAGES,
        required=False,
        label=_("language"),
        help_text=_("Only readers of the site in this language see the notice. Leave empty to show it to everybody."),
    )
    begins_at = HourBlock(
        required=False,
        label=_("from"),
        help_text=_("In the time zone of your account. Leave empty to show it at once."),
    )
    ends_at = HourBlock(required=False, label=_("until"), help_text=_("Leave empty to show it until you remove it."))

    class Meta:
        icon = "warning"
        label = _("Notice")
        label_format = "{language} {text}"

    def clean(self, value):
        """Refuse an end that comes before the begin."""
        result = super().clean(value)
        if result["begins_at"] and result["ends_at"] and result["ends_at"] <= result["begins_at"]:
            raise blocks.StructBlockValidationError(
                block_errors={"ends_at": ValidationError(_("It ends before it begins."))}
            )
        return result


class MenuBlock(LinkBlock):
    """An entry of the main menu, with the entries below it."""

    below = blocks.ListBlock(LinkBlock(), required=False, default=[], label=_("entries below it"))

    class Meta:
        icon = "list-ul"
        label = _("Menu entry")
