"""Keeps the text of a file, for as long as the file that it was read from stands there."""

from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Length
from django.utils import timezone

from mme_site.core.searchable import file_text_changed
from mme_site.files.text.models import FilePageText, FileText
from mme_site.files.text.reading import ENDINGS, MOST_IN_ALL, ReadText
from mme_site.files.text.states import READER_VERSION, FileTextState

AT_ONCE = 500  # rows
MOST_SKIPPED = 3  # pages that take too long; after that a file counts as too complicated


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


def forget_text(file: Any) -> None:
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


def letters_left(text: FileText) -> int:
    """Return how many letters may still be read of a file."""
    read = text.page_texts.aggregate(letters=Sum(Length("text")))["letters"] or 0
    return max(MOST_IN_ALL - read, 0)


def save_text(file: Any, read: ReadText, after: int = 0, skipped: int = 0) -> int | None:
    """Keep what was read of a file, of a PDF what follows `after` some pages, unless another file stands there now.

    Returns None where that was all, else how many pages were passed over so far because they
    could not be read in time: the next part is then to be read.
    """
    with transaction.atomic():
        waiting = FileText.objects.select_for_update().of_present_file().filter(state=FileTextState.WAITING)
        text = waiting.filter(document=file, sha256=file.sha256, pages_read=after).first()
        if text is None:
            return None
        text.pages, text.title = read.pages, read.title
        text.language = text.language or read.language
        text.is_tagged, text.states_language, text.is_xfa = read.is_tagged, read.states_language, read.is_xfa
        add_pages(text, read)
        is_stuck = not read.is_ended and read.last <= after
        skipped += is_stuck
        text.pages_read = after + 1 if is_stuck else max(read.last, after)
        text.is_cut = text.is_cut or is_stuck
        if not read.is_ended and skipped <= MOST_SKIPPED and text.pages_read < (text.pages or 0):
            text.save()
            return skipped
        finish(file, text, read)
        return None


def add_pages(text: FileText, read: ReadText) -> None:
    FilePageText.objects.bulk_create(
        [
            FilePageText(file_text=text, number=number, text=page, looks_wrong=number in read.wrong)
            for number, page in read.texts.items()
        ],
        batch_size=AT_ONCE,
    )


def finish(file: Any, text: FileText, read: ReadText) -> None:
    has_text = text.page_texts.exists()
    text.state = FileTextState.DONE if has_text else read.state
    text.is_cut = has_text and (text.is_cut or read.is_cut)
    text.read_at, text.reader_version = timezone.now(), READER_VERSION
    text.save()
    if has_text:
        file_text_changed.send(sender=FileText, file=file)
