"""How far the reading of a file has come, in words for editors."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mme_site.files.text.states import FileTextState


def in_words(text):
    """Return what editors are told of a FileText: what readers can find, and what can be done where they cannot."""
    if text.state == FileTextState.DONE:
        return " ".join([*said_of_pages(text), *said_of_end(text)])
    return {
        FileTextState.WAITING: _("Waiting to be read. This takes a minute at most."),
        FileTextState.NO_TEXT: _(
            "No text: this looks like a scan. Readers cannot search it. "
            "A file with recognised text (OCR) in its place can be searched."
        ),
        FileTextState.ENCRYPTED: _("Locked with a password. Readers cannot search it, and may not be able to open it."),
        FileTextState.DAMAGED: _(
            "Damaged, or not what its name says. Readers cannot search it; try to open it yourself."
        ),
        FileTextState.TOO_LARGE: _("Too large or too complicated to be read. Readers cannot search it; split it up."),
    }[text.state]


def said_of_pages(text):
    if not text.pages:
        return [_("Readers can search it.")]
    read = text.page_texts.count()
    if read == text.pages:
        return [
            ngettext("Readers can search its one page.", "Readers can search all %(pages)s pages.", text.pages)
            % {"pages": text.pages}
        ]
    return [
        _("Readers can search %(read)s of its %(pages)s pages; the others hold no text, or could not be read.")
        % {"read": read, "pages": text.pages}
    ]


def said_of_end(text):
    return [_("It is longer than what is read of one file: what comes last cannot be searched.")] if text.is_cut else []
