"""Keeps what was uploaded between the dry run and the import, for the person who uploaded it."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from wagtail.models import UploadedFile

from mme_site.editorial.import_export.readers import packed, unpacked

FILE_PREFIX = "bulk-"
MOST_UPLOADS = 5  # uploads of one person; the oldest goes when there is another


def uploads_of(user, model):
    """Return the kept uploads of a person for one kind of item, the newest first."""
    uploads = UploadedFile.objects.filter(
        uploaded_by_user=user,
        for_content_type=ContentType.objects.get_for_model(model),
        file__startswith=f"{UploadedFile._meta.get_field('file').upload_to}/{FILE_PREFIX}",
    )
    return uploads.order_by("-pk")


def save_upload(user, model, files):
    """Keep uploaded files, pairs of name and bytes. Raises UnreadableFile."""
    upload = UploadedFile(uploaded_by_user=user, for_content_type=ContentType.objects.get_for_model(model))
    upload.file.save(f"{FILE_PREFIX}{uuid.uuid4()}.zip", ContentFile(packed(files)))
    for old in uploads_of(user, model)[MOST_UPLOADS:]:
        delete_upload(old)
    return upload


def uploaded_files(upload):
    """Return the files of an upload, pairs of name and bytes; raises OSError where they are gone."""
    with upload.file.open("rb") as file:
        return unpacked(file.read())


def delete_upload(upload):
    upload.file.delete(save=False)
    upload.delete()
