"""Keeps the text of a file, for as long as the file that it was read from stands there."""

from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from mme_site.core.searchable import file_text_changed
from mme_site.files.text.models import FilePageText, FileText
from mme_site.files.text.reading import ENDINGS, ReadText
from mme_site.files.text.states import FileTextState

AT_ONCE = 500  # rows


def is_readable(file: Any) -> bool:
    """Return True for a file of a kind whose text is read."""
    return file.file_extension.lower() in ENDINGS


def prepare_for_text(file: Any) -> None:
    """Give a file that is being saved a text that waits to be read; nothing is left of that of another file.

    Belongs inside the transaction that saves the file. One query where the file is the same.
    """
    text = FileText.objects.filter(document=file).first()
    if text and text.sha256 == file.sha256 and is_readable(file):
        return
    if text:
        text.delete()
    if is_readable(file):
        FileText.objects.create(document=file, sha256=file.sha256)
    if text and text.state == FileTextState.DONE:
        file_text_changed.send(sender=FileText, file=file)


def is_to_be_read(file: Any) -> bool:
    """Return True for a file whose text waits."""
    return FileText.objects.filter(document=file, state=FileTextState.WAITING).exists()


def read_again(file: Any) -> None:
    """Forget what was read of a file, and let it wait for another reading."""
    with transaction.atomic():
        FileText.objects.filter(document=file).delete()
        prepare_for_text(file)
        file_text_changed.send(sender=FileText, file=file)


def unread_text(key: int) -> Any:
    """Return a file by its key if its text waits to be read, else None."""
    return documents().filter(pk=key, text__state=FileTextState.WAITING).first()


def documents() -> Any:
    return apps.get_model("files", "SiteDocument").objects


def save_text(file: Any, read: ReadText) -> None:
    """Keep what was read of a file, unless another file stands there now."""
    with transaction.atomic():
        waiting = FileText.objects.select_for_update().of_present_file()
        text = waiting.filter(document=file, sha256=file.sha256, state=FileTextState.WAITING).first()
        if text is None:
            return
        text.state, text.pages, text.is_cut = read.state, read.pages, read.is_cut
        text.language, text.title, text.read_at = read.language, read.title, timezone.now()
        text.is_tagged, text.states_language = read.is_tagged, read.states_language
        text.save()
        FilePageText.objects.bulk_create(
            [
                FilePageText(file_text=text, number=number, text=page, looks_wrong=number in read.wrong)
                for number, page in read.texts.items()
            ],
            batch_size=AT_ONCE,
        )
        if read.texts:
            file_text_changed.send(sender=FileText, file=file)
