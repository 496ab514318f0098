"""How far the reading of a file has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _

READER_VERSION = 1  # raised with what is read of files, their pages too: `read_files` has those of before read again


class FileTextState(models.TextChoices):
    """How far the reading of a file has come; only `done` has text."""

    WAITING = "waiting", _("Waiting to be read")
    DONE = "done", _("Text is searched")
    NO_TEXT = "no_text", _("No text")
    ENCRYPTED = "encrypted", _("Locked with a password")
    DAMAGED = "damaged", _("Cannot be read")
    TOO_LARGE = "too_large", _("Too large to read")


TO_BE_MENDED = (FileTextState.NO_TEXT, FileTextState.ENCRYPTED, FileTextState.DAMAGED)  # by whoever put up the file
