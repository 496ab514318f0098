"""Keeps a file that is being replaced, and puts a former version back."""

from functools import partial
from pathlib import PurePath
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from wagtail.log_actions import get_active_log_context, log

from mme_site.files import blob_store
from mme_site.files.former.models import FormerVersion


def version_before(file: Any) -> FormerVersion | None:
    """Keep the bytes that stand in the place of a new upload; return the unsaved FormerVersion, or None.

    Wagtail's form deletes them before it saves (wagtail/documents/forms.py), so they are kept first.
    """
    stored = type(file)._base_manager.filter(pk=file.pk).first() if file.pk else None
    if stored is None or not stored.file or (stored.sha256, stored.filename) == (file.sha256, file.filename):
        return None
    digest = blob_store.save(stored.file)
    size = blob_store.size_of(digest) if digest else None
    if size is None:
        return None
    return FormerVersion(
        document=file,
        filename=stored.filename,
        sha256=digest,
        size=size,
        pages=stored.pages,
        replaced_by=get_active_log_context().user,
    )


@transaction.atomic
def put_back(version: FormerVersion, user: AbstractBaseUser | AnonymousUser) -> Any:
    """Let a former version stand in the file's place again; what stood there becomes a former version itself.

    Raises FileNotFoundError where its bytes are gone.
    """
    file = version.document
    replaced = file.file.name
    with blob_store.open_blob(version.sha256) as kept:
        file.file = File(kept, name=version.filename)
        file._set_document_file_metadata()
        file.save()
    log(instance=file, action="mme.former_version.put_back", user=user, data={"name": version.filename})
    if file.file.name != replaced:
        transaction.on_commit(partial(default_storage.delete, replaced))
    return file


def is_former_name(key: int, name: str) -> bool:
    """Return True when a file had another name once, under which addresses of it may be known."""
    return FormerVersion.objects.filter(document=key, filename=PurePath(name).name).exists()
