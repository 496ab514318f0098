"""The blocks that editors write with, the one body made of them, and the field that stores it."""

import json
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock

from mme_site.core.languages import DOCUMENT_LANGUAGES
from mme_site.core.localized import localized_url
from mme_site.core.sources import host_of
from mme_site.files.pictures import picture

INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
TEXT_FEATURES = [*INLINE_FEATURES, "ol", "ul", "superscript"]


def optional_line(label: Any, max_length: int = 255, help_text: Any = None) -> blocks.CharBlock:
    """Return the block of a line that may be left empty; wagtail-localize takes no null for it."""
    return blocks.CharBlock(max_length=max_length, required=False, default="", label=label, help_text=help_text)


class HeadingBlock(blocks.StructBlock):
    """A heading of the second or third level; it is listed in the page's contents."""

    text = blocks.CharBlock(max_length=160, label=_("text"))
    level = blocks.ChoiceBlock(
        choices=[("2", _("heading")), ("3", _("sub-heading"))], default="2", label=_("level"), search_index=False
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"
        template = "blocks/heading.html"


class VerbatimTextBlock(blocks.TextBlock):
    """Words that stay as they are in every language; wagtail-localize asks these two of a block."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        return value


class QuotationBlock(blocks.StructBlock):
    """Words kept exactly as somebody printed them."""

    text = VerbatimTextBlock(label=_("text"), help_text=_("Exactly as printed, mistakes included."))
    attribution = optional_line(_("who said or printed it"))
    url = blocks.URLBlock(required=False, label=_("address"))
    date = blocks.DateBlock(required=False, label=_("date"), help_text=_("When it was printed or read."))
    language = blocks.ChoiceBlock(
        choices=DOCUMENT_LANGUAGES,
        required=False,
        search_index=False,
        label=_("language"),
        help_text=_("Where it is not that of the page: it is read aloud with the right voice."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        label_format = "{text}"
        template = "blocks/quotation.html"


class NoteBlock(blocks.StructBlock):
    """A remark that stands apart from the text, such as a correction, or a call to do something, with its link."""

    title = optional_line(_("title"), 120)
    text = blocks.RichTextBlock(features=INLINE_FEATURES, label=_("text"))
    action = optional_line(
        _("call to action"),
        80,
        help_text=_("What readers do there, such as “Register for the summit”. They see it as a button."),
    )
    page = blocks.PageChooserBlock(required=False, label=_("page that it leads to"))
    url = blocks.URLBlock(required=False, default="", label=_("or an address elsewhere"))

    class Meta:
        icon = "info-circle"
        label = _("Note or call to action")
        template = "blocks/note.html"

    def clean(self, value: Any) -> Any:
        """Refuse a button that leads nowhere or to two places, and an address without words."""
        result = super().clean(value)
        if result["page"] and result["url"]:
            said = {"url": ValidationError(_("Choose a page or give an address, not both."))}
            raise blocks.StructBlockValidationError(block_errors=said)
        if bool(result["action"]) != bool(result["page"] or result["url"]):
            said = {"action": ValidationError(_("Give both: the words of the button, and where it leads."))}
            raise blocks.StructBlockValidationError(block_errors=said)
        return result

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        from mme_site.pages.rich_text import PublicPageLinkHandler  # once the models are there

        page = value.get("page")
        public = PublicPageLinkHandler.get_many([{"id": page.pk}])[0] if page else None
        address = localized_url(public) if public else value.get("url")
        return {**super().get_context(value, parent_context), "address": address}


class PictureBlock(blocks.StructBlock):
    """A picture with a caption; the words that stand for it belong to the picture."""

    image = ImageBlock(label=_("picture"))
    caption = optional_line(_("caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), "picture": picture(value["image"])}


class TableBlock(blocks.StructBlock):
    """A small table, pasted from a spreadsheet or typed: a line for each row, the first one its headings."""

    caption = blocks.CharBlock(max_length=255, label=_("caption"), help_text=_("What it shows, in one sentence."))
    rows = blocks.TextBlock(
        label=_("rows"),
        help_text=_("Paste it from a spreadsheet, or put a bar | between cells. The first line holds the headings."),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        label_format = "{caption}"
        template = "blocks/table.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        lines = [
            re.split(r"\t|\|", line.strip().strip("|")) for line in (value["rows"] or "").splitlines() if line.strip()
        ]
        width = max(map(len, lines), default=0)
        rows = [[cell.strip() for cell in line] + [""] * (width - len(line)) for line in lines]
        return {**super().get_context(value, parent_context), "headings": rows[:1], "rows": rows[1:]}


class FileBlock(blocks.StructBlock):
    """A file to take away, with its format and size."""

    file = DocumentChooserBlock(label=_("file"))
    title = optional_line(_("title"), help_text=_("Leave empty to show the title of the file."))

    class Meta:
        icon = "download"
        label = _("File")
        template = "blocks/file.html"


class VideoBlock(blocks.StructBlock):
    """A video elsewhere, by a link, with what is said in it; nothing is asked of the other site before a click."""

    title = blocks.CharBlock(max_length=255, label=_("title"))
    url = blocks.URLBlock(label=_("address"))
    transcript = blocks.RichTextBlock(
        features=TEXT_FEATURES,
        label=_("transcript"),
        help_text=_("What is said and shown, for those who cannot hear or see it."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        label_format = "{title}"
        template = "blocks/video.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), "host": host_of(value["url"] or "")}


class ContactBlock(blocks.StructBlock):
    """How to reach somebody; left empty, who runs the site, as its settings say, or that there is no address yet."""

    name = optional_line(
        _("who"), help_text=_("Leave all of it empty to show who runs this site, from Settings → Header and footer.")
    )
    email = blocks.EmailBlock(required=False, default="", label=_("e-mail"))
    phone = blocks.RegexBlock(
        regex=r"^\+?[\d\s().\-/]{5,40}$",
        required=False,
        default="",
        label=_("telephone"),
        help_text=_("With the code of the country: +32 2 123 45 67."),
        error_messages={"invalid": _("Write a telephone number such as +32 2 123 45 67.")},
    )
    text = blocks.RichTextBlock(features=INLINE_FEATURES, required=False, default="", label=_("what for, and when"))

    class Meta:
        icon = "mail"
        label = _("Contact")
        label_format = "{name} {email}"
        template = "blocks/contact.html"

    def get_searchable_content(self, value: Any) -> list[Any]:
        return [*super().get_searchable_content(value), *filter(None, [value.get("email"), value.get("phone")])]

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        number = re.sub(r"[^\d+]", "", value.get("phone") or "")
        is_own = any(value.get(name) for name in ("name", "email", "phone")) or str(value.get("text") or "") != ""
        return {**super().get_context(value, parent_context), "number": number, "is_own": is_own}


class TermBlock(blocks.StructBlock):
    """An entry of a glossary; the term is explained on every page of the partnership, where it stands first."""

    term = blocks.CharBlock(max_length=120, label=_("term"))
    abbreviation = optional_line(_("abbreviation"), 20)
    definition = blocks.TextBlock(label=_("what it means"), help_text=_("One or two sentences."))
    also = optional_line(_("other words for it"), help_text=_("With commas between them."))
    is_reported = blocks.BooleanBlock(
        required=False, label=_("as reported"), help_text=_("Readers are told who says so: no official text does.")
    )
    publisher = optional_line(_("who says so"))
    is_explained = blocks.BooleanBlock(
        required=False, default=True, label=_("explained in texts"), help_text=_("Off for words that everybody knows.")
    )

    class Meta:
        icon = "help"
        label = _("Term")
        label_format = "{term}"
        template = "blocks/term.html"


class BodyBlock(blocks.StreamBlock):
    """The one body that every page of text uses."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        features=TEXT_FEATURES, label=_("Paragraph"), icon="pilcrow", template="blocks/paragraph.html"
    )
    quotation = QuotationBlock()
    note = NoteBlock()
    picture = PictureBlock()
    table = TableBlock()
    file = FileBlock()
    video = VideoBlock()
    operator = ContactBlock()  # its name in what is stored
    term = TermBlock()

    def to_python(self, value: Any) -> Any:
        """Take contacts as they were stored when they had no fields; wagtail-localize reads what is stored."""
        stored = json.loads(value) if isinstance(value, str) and value.startswith("[{") else value
        if isinstance(stored, list):
            value = [
                {**one, "value": {}}
                if isinstance(one, dict) and one["type"] == "operator" and not one["value"]
                else one
                for one in stored
            ]
        return super().to_python(value)


class NonMigratingStreamField(StreamField):
    """A StreamField whose blocks are no part of the migrations: a new block, or field of one, needs none.

    Migrations see what the database has, a column of JSON. A data migration therefore reads and
    writes lists and loses no block, whichever blocks there were at its time.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        """Take the blocks as Wagtail does. Without any it is the field of a migration's state, and has none."""
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _args, kwargs = super().deconstruct()
        del kwargs["block_lookup"]
        kwargs.setdefault("default", list)  # what a new column holds in the rows that are there
        return name, "django.db.models.JSONField", [], kwargs
