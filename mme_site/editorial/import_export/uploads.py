"""Keeps what was uploaded between the dry run and the import, for the person who uploaded it."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from wagtail.models import UploadedFile

from mme_site.editorial.import_export.reading import packed, unpacked

BEGINNING = "bulk-"
KEPT = 5  # uploads of one person; the oldest goes when there is another


def uploads_of(user, model):
    """Return the kept uploads of a person for one kind of item, the newest first."""
    uploads = UploadedFile.objects.filter(
        uploaded_by_user=user,
        for_content_type=ContentType.objects.get_for_model(model),
        file__startswith=f"{UploadedFile._meta.get_field('file').upload_to}/{BEGINNING}",
    )
    return uploads.order_by("-pk")


def keep(user, model, files):
    """Keep uploaded files, pairs of name and bytes. Raises UnreadableFile."""
    upload = UploadedFile(uploaded_by_user=user, for_content_type=ContentType.objects.get_for_model(model))
    upload.file.save(f"{BEGINNING}{uuid.uuid4()}.zip", ContentFile(packed(files)))
    for old in uploads_of(user, model)[KEPT:]:
        discard(old)
    return upload


def files_of(upload):
    """Return the files of an upload, pairs of name and bytes; raises OSError where they are gone."""
    with upload.file.open("rb") as kept:
        return unpacked(kept.read())


def discard(upload):
    upload.file.delete(save=False)
    upload.delete()
