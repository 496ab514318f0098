"""Uploaded files and images."""

import hashlib
from pathlib import PurePath
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.images import get_image_dimensions
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    WagtailImageField,
    WagtailImageFieldFile,
    get_rendition_storage,
    get_rendition_upload_to,
    get_upload_to,
)
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.signals import published, unpublished

from mme_site.core.searchable import file_text_changed
from mme_site.files.former.models import FormerVersion
from mme_site.files.former.storing import version_before
from mme_site.files.office import ENDINGS as OFFICE_ENDINGS
from mme_site.files.office import is_drawable
from mme_site.files.outline import OutlineEntry, nested
from mme_site.files.pdf import FORMATS
from mme_site.files.picture_sizes import OutsideFilter, failing_as_source, filters_made_together
from mme_site.files.signatures import has_wrong_signature
from mme_site.files.text.models import FilePageText, FileText
from mme_site.files.text.states import FileTextState
from mme_site.files.text.storing import prepare_for_text

__all__ = [
    "FilePageText",
    "FileText",
    "FileUse",
    "FirstPage",
    "FormerVersion",
    "Rendition",
    "SiteDocument",
    "SiteImage",
    "owner_columns",
]


class SiteDocument(AbstractDocument):
    """An uploaded file, with the checksum that a reader can compare, and what it says of itself."""

    sha256 = models.CharField(
        _("SHA-256"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Checksum of the file's bytes, in hexadecimal (FIPS 180-4)."),
    )
    read_sha256 = models.CharField(
        _("SHA-256 of the file that was read"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Pages and outline below are of the file with this checksum."),
    )
    pages = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    outline = models.JSONField(
        _("outline"),
        default=list,
        editable=False,
        help_text=_("A list of [level, title, page]; levels and pages count from 1, and page 0 is none."),
    )

    live = models.BooleanField(
        _("open to readers"),
        default=True,
        db_default=True,
        editable=False,
        help_text=_("False once it was taken down: nobody reads it then, whatever uses it."),
    )
    expire_at = models.DateTimeField(_("comes down at"), null=True, editable=False)

    admin_form_fields = Document.admin_form_fields
    latest_revision = live_revision = None  # a file has no drafts; the publisher takes it down all the same

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    @classmethod
    def get_base_content_type(cls) -> ContentType:
        return ContentType.objects.get_for_model(cls)

    def unpublish(self, user: Any = None, log_action: str = "wagtail.unpublish") -> None:
        """Take the file down, whatever uses it; raise nothing where it is down already."""
        self.set_live(False, log_action, user)
        unpublished.send(sender=type(self), instance=self)

    def put_back(self, user: Any = None) -> None:
        """Let readers have it again where something public uses it."""
        self.set_live(True, "wagtail.publish", user)
        published.send(sender=type(self), instance=self)

    def set_live(self, live: bool, action: str, user: Any) -> None:
        self.live, self.expire_at = live, None
        type(self).objects.filter(pk=self.pk).update(live=live, expire_at=None)
        log(instance=self, action=action, user=user)
        file_text_changed.send(sender=type(self), file=self)  # the pages that use it are found by it, or no more

    def clean(self) -> None:
        """Refuse a file whose first bytes are of another kind than its name says; of none its field has said enough."""
        if not self.file:
            return
        super().clean()
        if has_wrong_signature(self.file):
            raise ValidationError(
                {"file": _("This file is not what its name says. Check it, or save it again as the format you mean.")}
            )

    def _set_document_file_metadata(self) -> None:
        """Wagtail calls this for every new upload; the checksum joins size and hash.

        A name all of whose letters no stored file may have would lose its ending with them.
        """
        name = PurePath(self.file.name)
        if not get_valid_filename(f"{name.stem}_").strip("._"):
            self.file.name = f"file{name.suffix}"
        super()._set_document_file_metadata()
        self.file.seek(0)
        self.sha256 = hashlib.file_digest(self.file, "sha256").hexdigest()
        self.file.seek(0)
        self.former_version = version_before(self)

    @property
    def has_drawable_pages(self) -> bool:
        """True for a file of a kind whose pages can be read on this machine."""
        return is_drawable(self.file_extension.lower())

    @property
    def has_unread_pages(self) -> bool:
        """True for an uploaded file whose pages have not been read yet, not even in vain, and can be."""
        return self.sha256 != self.read_sha256 and self.has_drawable_pages

    @property
    def has_unreadable_pages(self) -> bool:
        """True for a file whose pages were read in vain."""
        return self.sha256 == self.read_sha256 and not self.pages and self.has_drawable_pages

    @property
    def is_being_read(self) -> bool:
        """True while a worker has not come to its text or its pages."""
        text = getattr(self, "text", None)
        return self.has_unread_pages or (text is not None and text.state == FileTextState.WAITING)

    @property
    def needs_converter(self) -> bool:
        """True for a file whose pages could be read if LibreOffice were installed."""
        ending = self.file_extension.lower()
        return ending in OFFICE_ENDINGS and not self.pages and not is_drawable(ending)

    @property
    def has_page_addresses(self) -> bool:
        """True where the address of the file can lead to one of its pages."""
        return self.file_extension.lower() == "pdf"

    @property
    def contents(self) -> list[OutlineEntry]:
        return nested(self.outline)

    @cached_property
    def pictures(self) -> list[tuple[str, str, "FirstPage"]]:
        """The first page in each format, the smallest first: (media type, `srcset`, the narrowest picture)."""
        drawn = list(self.first_pages.defer("content").order_by("-width"))
        by_format = [(FORMATS[name], [picture for picture in drawn if picture.format == name]) for name in FORMATS]
        return [
            (media_type, ", ".join(f"{picture.url} {picture.width}w" for picture in pictures), pictures[-1])
            for media_type, pictures in by_format
            if pictures
        ]

    @property
    def text_version_url(self) -> str:
        """The address of its text as a plain page; '' where none was read of the file that stands there now."""
        text = getattr(self, "text", None)
        is_there = text is not None and text.state == FileTextState.DONE and text.sha256 == self.sha256
        return reverse("text_version", args=[self.pk]) if is_there else ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Forget what the file said that stood here before; mme_site/files/signals.py has the new one read."""
        is_replaced = self.read_sha256 and self.sha256 != self.read_sha256
        if is_replaced:
            self.pages, self.outline, self.read_sha256 = None, [], ""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if former := self.__dict__.pop("former_version", None):
                former.save()
            if is_replaced:
                self.first_pages.all().delete()
            prepare_for_text(self)


class FirstPage(models.Model):
    """The first page of a file as a picture of one size and format.

    It lies in the database and not among the public pictures: whoever may not read the
    file may not see its first page, and it goes when the file goes.
    """

    file = models.ForeignKey(SiteDocument, on_delete=models.CASCADE, related_name="first_pages")
    format = models.CharField(_("format"), max_length=4, choices=[(name, name.upper()) for name in FORMATS])
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    content = models.BinaryField(_("content"))

    wagtail_reference_index_ignore = True  # it is made of the file, and does not use it

    class Meta:
        constraints = [models.UniqueConstraint(fields=("file", "format", "width"), name="unique_first_page")]

    def __str__(self) -> str:
        return f"{self.file}, {self.width} × {self.height}, {self.get_format_display()}"

    @property
    def url(self) -> str:
        """The address, which changes with the file."""
        return reverse("first_page", args=[self.file_id, self.file.sha256[:12], self.width, self.format])


class PictureFile(WagtailImageFieldFile):
    """Says its size from its first bytes, where Wagtail decodes it whole: 200 MB for a picture of the most pixels."""

    def get_image_dimensions(self) -> tuple[int | None, int | None]:
        return get_image_dimensions(self)


class PictureFileField(WagtailImageField):
    """Wagtail's field, and one to migrations."""

    attr_class = PictureFile

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


class SiteImage(AbstractImage):
    """An uploaded picture, with the words that stand for it and where it is from."""

    file = PictureFileField(verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made the picture. Readers see it below the picture."),
    )

    is_broken = models.BooleanField(
        _("cannot be shown"), default=False, editable=False, help_text=_("Its sizes for pages could not be made.")
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")

    @property
    def default_alt_text(self) -> str:
        """The description, and nothing where there is none: the title is often the name of the file."""
        return self.description

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Make a size; raise SourceImageIOError where it cannot be, which Wagtail's templates take for no picture."""
        with failing_as_source(self):
            outside = filter if isinstance(filter, OutsideFilter) else OutsideFilter(filter.spec)
            return super().generate_rendition_file(outside, source=source)

    def create_renditions(self, *filters: Filter) -> dict[Filter, AbstractRendition]:
        """Make sizes from one decoding, which takes most of the time; raise SourceImageIOError likewise."""
        if len(filters) > 1:
            with failing_as_source(self):
                filters = tuple(filters_made_together(self, filters))
        return super().create_renditions(*filters)


class Rendition(AbstractRendition):
    """A size and format made from a picture."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")
    file = PictureFileField(
        upload_to=get_rendition_upload_to, storage=get_rendition_storage, width_field="width", height_field="height"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition")
        ]
        # The address of a rendition is its file; whose picture it is is asked for each time.
        indexes = [models.Index(fields=["file"], name="rendition_by_file")]


def owner_columns(owner: models.Model) -> dict[str, Any]:
    """Return what a FileUse says of the page or record that it is a use by."""
    if isinstance(owner, Page):
        return {"page_id": owner.pk}
    return {"record_type": ContentType.objects.get_for_model(owner), "record_id": str(owner.pk)}


class FileUseQuerySet(models.QuerySet["FileUse"]):
    """Uses by what uses and what is used."""

    def by(self, owner: models.Model) -> Self:
        """Return the uses by a page or record."""
        return self.filter(**owner_columns(owner))

    def of_document(self, key: int) -> Self:
        return self.filter(document=key)

    def readable(self) -> Self:
        """Leave out the uses of files that were taken down."""
        return self.filter(Q(document=None) | Q(document__live=True))

    def of_rendition(self, name: str) -> Self:
        """Return the uses of the picture that a rendition, by its name below MEDIA_ROOT, is made from."""
        return self.filter(image__renditions__file=name)


class FileUse(models.Model):
    """A field, or the lines, of a page or record that name a file or a picture.

    It follows what is stored, in the transaction that stores it. What is stored of a live
    page is what readers see, since the drafts of its next version are revisions; of a page
    that was never published it is the draft. So a use counts while its page is live.
    """

    document = models.ForeignKey(SiteDocument, null=True, on_delete=models.CASCADE, related_name="uses")
    image = models.ForeignKey(SiteImage, null=True, on_delete=models.CASCADE, related_name="uses")
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    record_type = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE, related_name="+")
    record_id = models.CharField(max_length=255, blank=True)
    field = models.CharField(max_length=100)

    objects = FileUseQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # a use is no user of the file itself

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(document=None, image__isnull=False) | Q(document__isnull=False, image=None),
                name="use_of_one_file_or_picture",
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=False, record_type=None, record_id="")
                | (Q(page=None, record_type__isnull=False) & ~Q(record_id="")),
                name="use_by_one_page_or_record",
            ),
        ]

    def __str__(self) -> str:
        return self.field
