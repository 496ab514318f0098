"""The blocks that editors write with, the one body made of them, and the field that stores it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock

from mme_site.core.languages import DOCUMENT_LANGUAGES
from mme_site.files.pictures import picture

INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
TEXT_FEATURES = [*INLINE_FEATURES, "ol", "ul", "superscript"]


class HeadingBlock(blocks.StructBlock):
    """A heading of the second or third level; it is listed in the page's contents."""

    text = blocks.CharBlock(max_length=160, label=_("text"))
    level = blocks.ChoiceBlock(choices=[("2", _("heading")), ("3", _("sub-heading"))], default="2", label=_("level"))

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"
        template = "blocks/heading.html"


class QuotationBlock(blocks.StructBlock):
    """Words kept exactly as somebody printed them."""

    text = blocks.TextBlock(label=_("text"), help_text=_("Exactly as printed, mistakes included."))
    attribution = blocks.CharBlock(max_length=255, required=False, label=_("who said or printed it"))
    url = blocks.URLBlock(required=False, label=_("address"))
    date = blocks.DateBlock(required=False, label=_("date"), help_text=_("When it was printed or read."))
    language = blocks.ChoiceBlock(
        choices=DOCUMENT_LANGUAGES,
        required=False,
        label=_("language"),
        help_text=_("Where it is not that of the page: it is read aloud with the right voice."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        label_format = "{text}"
        template = "blocks/quotation.html"


class NoteBlock(blocks.StructBlock):
    """A remark that stands apart from the text, such as a correction."""

    title = blocks.CharBlock(max_length=120, required=False, label=_("title"))
    text = blocks.RichTextBlock(features=INLINE_FEATURES, label=_("text"))

    class Meta:
        icon = "info-circle"
        label = _("Note")
        template = "blocks/note.html"


class PictureBlock(blocks.StructBlock):
    """A picture with a caption; the words that stand for it belong to the picture."""

    image = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(max_length=255, required=False, label=_("caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "picture": picture(value["image"])}


class BodyBlock(blocks.StreamBlock):
    """The one body that every page of text uses."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        features=TEXT_FEATURES, label=_("Paragraph"), icon="pilcrow", template="blocks/paragraph.html"
    )
    quotation = QuotationBlock()
    note = NoteBlock()
    picture = PictureBlock()


class NonMigratingStreamField(StreamField):
    """A StreamField whose blocks are no part of the migrations: a new block, or field of one, needs none.

    Migrations see what the database has, a column of JSON. A data migration therefore reads and
    writes lists and loses no block, whichever blocks there were at its time.
    """

    def __init__(self, block_types=(), **kwargs):
        """Take the blocks as Wagtail does. Without any it is the field of a migration's state, and has none."""
        super().__init__(block_types, **kwargs)

    def deconstruct(self):
        name, _path, _args, kwargs = super().deconstruct()
        del kwargs["block_lookup"]
        kwargs.setdefault("default", list)  # what a new column holds in the rows that are there
        return name, "django.db.models.JSONField", [], kwargs
