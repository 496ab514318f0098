"""How far the reading of a file has come, in words for editors."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mme_site.files.text.states import FileTextState


def in_words(text: Any) -> str:
    """Return what editors are told of a FileText: what readers can find, and what can be done where they cannot."""
    if text.state == FileTextState.DONE:
        return " ".join(
            [*pages_sentence(text), *wrong_sentence(text), *truncation_sentence(text), *accessibility_sentences(text)]
        )
    if text.state == FileTextState.WAITING and text.pages_read:
        return _("%(read)s of %(pages)s pages are read.") % {"read": text.pages_read, "pages": text.pages}
    if text.state == FileTextState.NO_TEXT and not text.document.has_page_addresses:
        return _("There is no text in it. Readers cannot search it.")
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


def pages_sentence(text: Any) -> list[str]:
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


def truncation_sentence(text: Any) -> list[str]:
    return [_("It is longer than what is read of one file: what comes last cannot be searched.")] if text.is_cut else []


def wrong_sentence(text: Any) -> list[str]:
    """Say on how many pages the text is not what one sees."""
    wrong = text.page_texts.filter(looks_wrong=True).count()
    if not wrong:
        return []
    return [
        ngettext(
            "On %(count)s page the text looks wrong: its letters are others than those that one sees, or in another "
            "order. It is not searched. Make the PDF again from its original, with another program.",
            "On %(count)s pages the text looks wrong: its letters are others than those that one sees, or in another "
            "order. It is not searched. Make the PDF again from its original, with another program.",
            wrong,
        )
        % {"count": wrong}
    ]


def accessibility_sentences(text: Any) -> list[str]:
    """Say what a PDF lacks for people who listen to it (PDF/UA-1, ISO 14289-1, 7.1 and 7.2)."""
    found = []
    if text.is_xfa:
        found.append(
            _(
                "It is a form that Adobe’s programs show and browsers and phones do not (XFA). "
                "Print it to a PDF, and put that in its place."
            )
        )
    if text.is_tagged is False:
        found.append(
            _("It has no tags, so that a screen reader finds no headings, lists or tables. Export it as a tagged PDF.")
        )
    if text.is_tagged is not None and not text.title:
        found.append(_("It states no title of its own."))
    if text.states_language is False:
        found.append(_("It does not state its language, so that it may be read out in a wrong one."))
    return found
