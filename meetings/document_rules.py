"""What cannot be of documents, and what readers would notice (see mme_site/editorial/checks)."""

import re
import unicodedata

from django.utils.translation import gettext as _

from meetings.models import DocumentFile, DocumentPage, DocumentRelation
from meetings.models.kinds import AddressKind, DateKind
from mme_site.core.dates import day_of_going_live, first_day, last_day
from mme_site.files.models import SiteDocument
from mme_site.pages.validation.problems import error, information, warning
from mme_site.pages.validation.rules import Rule

MOST_STEPS = 100  # from a document to what it follows, and on; more than any line of texts has


def normalized_title(title):
    """Return a title without what print makes of it: case, accents, dashes and spaces."""
    letters = unicodedata.normalize("NFKD", title).casefold()
    return " ".join(re.findall(r"\w+", "".join(one for one in letters if not unicodedata.combining(one))))


def same_document_again(subject):
    """One page for a work: the same kind, date and title are the same document."""
    document = subject.item
    if not document.kind:
        return
    date = first_day(document.date, document.date_precision) if document.date else None
    others = subject.others(DocumentPage.objects.filter(kind=document.kind, date=date)).only("title", "live")
    if date is None:
        others = others.filter(title__iexact=document.title)
    for other in others[:1000]:
        if normalized_title(other.title) != normalized_title(document.title):
            continue
        if other.live:
            text = _("There is a page for it already: a document of this kind and date is called “%(title)s”.")
            yield error(text % {"title": other.title}, "title", label=_("Title"))
        else:
            text = _("There is a draft of the same kind, date and title.")
            yield warning(text, "title", label=_("Title"))
        return


def same_file_elsewhere(subject):
    """The same bytes under another document; not refused, since one file may print several texts."""
    lines = subject.lines("files")
    uploaded = files_of(lines)
    files = SiteDocument.objects.filter(sha256__in={file.sha256 for file in uploaded.values() if file.sha256})
    same = DocumentFile.objects.filter(file__in=files, document__in=subject.others(DocumentPage.objects.live()))
    elsewhere = {line.file.sha256: line.document for line in same.select_related("file", "document")[:100]}
    for place, line in enumerate(lines):
        if line.file_id in uploaded and (document := elsewhere.get(uploaded[line.file_id].sha256)):
            text = _("“%(title)s” holds the same file. Is it the right one?") % {"title": document.title}
            yield warning(text, "files", line=place, line_field="file", label=line_label(place))


def same_line_again(subject):
    """A language has one file of a format, an address once, and one line for 'known and not held'."""
    lines = subject.lines("files")
    uploaded, seen = files_of(lines), {}
    for place, line in enumerate(lines):
        file = uploaded.get(line.file_id)
        what = ("file", file.file_extension.lower()) if file else ("address", line.url)
        earlier = seen.setdefault((line.language, *what), place)
        if line.language and earlier != place:
            text = _("Line %(number)d has the same language and format.") % {"number": earlier + 1}
            yield error(text, "files", line=place, line_field="language", label=line_label(place))


def same_file_in_two_languages(subject):
    """The same bytes in lines of two languages: a text in both, or the wrong file."""
    lines = subject.lines("files")
    uploaded, seen = files_of(lines), {}
    for place, line in enumerate(lines):
        if line.file_id not in uploaded:
            continue
        earlier = seen.setdefault(uploaded[line.file_id].sha256 or line.file_id, place)
        if lines[earlier].language != line.language:
            text = _("Line %(number)d has the same file for another language. Does it hold both?")
            said = text % {"number": earlier + 1}
            yield warning(said, "files", line=place, line_field="file", label=line_label(place))


def line_label(place):
    return _("Language and format %(number)d") % {"number": place + 1}


def files_of(lines):
    """Return the files that lines hold, by key, in one query."""
    return SiteDocument.objects.defer("outline").in_bulk({line.file_id for line in lines if line.file_id})


def adopted_on_another_day(subject):
    """What a meeting adopted, it adopted on one of its days, as far as both are known."""
    document = subject.item
    meeting = document.meeting
    if document.date_kind != DateKind.ADOPTED or not (document.date and meeting and meeting.start_date):
        return
    first, last = (bound(document.date, document.date_precision) for bound in (first_day, last_day))
    if last < meeting.start_date or first > meeting.end_date:
        text = _("The meeting was on %(dates)s. Correct the date, choose another meeting, or say “published”.")
        yield error(text % {"dates": meeting.date_text}, "date", label=_("Date"))


def adopted_in_the_future(subject):
    """Nothing is adopted or published on a day that has not come, as of the hour at which it goes live."""
    document = subject.item
    if document.date and first_day(document.date, document.date_precision) > day_of_going_live(document):
        text = _("This day has not come yet. Correct it, or schedule the document for a later time.")
        yield error(text, "date", label=_("Date"))


def circle_of_documents(subject):
    """A document cannot come, over any number of others, before itself."""
    document = subject.item
    for place, line in enumerate(subject.lines("relations")):
        if document.pk and line.target_id and line.target_id != document.pk and leads_to(line.target_id, document.pk):
            text = _("“%(title)s” comes after this document already: each would be earlier than the other.")
            where = {"line": place, "line_field": "target", "label": _("Earlier documents")}
            yield error(text % {"title": line.target.title}, "relations", **where)


def leads_to(start, end):
    """Return True where one document comes after another, by its key, directly or over others."""
    reached, new = {start}, {start}
    for _step in range(MOST_STEPS):
        earlier = DocumentRelation.objects.filter(document__in=new).exclude(document=end)
        new = set(earlier.values_list("target", flat=True)) - reached
        if end in new:
            return True
        if not new:
            return False
        reached |= new
    return False


def same_target_again(subject):
    """An earlier document is named once."""
    seen = {}
    for place, line in enumerate(subject.lines("relations")):
        if line.target_id and seen.setdefault(line.target_id, place) != place:
            text = _("Line %(number)d names this document already.") % {"number": seen[line.target_id] + 1}
            where = {"line": place, "line_field": "target", "label": _("Earlier documents")}
            yield error(text, "relations", **where)


def what_readers_cannot_open(subject):
    """A document without a file or an address, and a file without size."""
    lines = subject.lines("files")
    if not lines:
        text = _("No language or file is listed: readers have nothing to open.")
        yield warning(text, "files", label=_("Languages and files"))
    elif not any(line.file_id or line.url for line in lines):
        text = _("No line has a file or an address: readers have nothing to open.")
        yield information(text, "files", label=_("Languages and files"))
    uploaded = files_of(lines)
    for place, line in enumerate(lines):
        if line.file_id in uploaded and not uploaded[line.file_id].file_size:
            text = _("The size of this file is not known, or it is empty. Upload it again.")
            yield warning(text, "files", line=place, line_field="file", label=line_label(place))
    if not subject.item.date and "date" not in subject.item.not_stated:
        yield information(_("Readers see no date. Say below if no source states it."), "date", label=_("Date"))


def text_marked_not_found(subject):
    """Readers are told that the text was not found, and below it where it is."""
    if not subject.item.is_not_found:
        return
    if any(line.holds == AddressKind.TEXT and (line.url or line.file_id) for line in subject.lines("files")):
        text = _("Readers are told that the text was not found online, and below it where they can read it.")
        yield warning(text, "is_not_found", label=_("Text not found online"))


def document_rules():
    return [
        Rule(same_document_again, DocumentPage, stops=True, compares=True),
        Rule(same_file_elsewhere, DocumentPage, compares=True),
        Rule(same_line_again, DocumentPage, stops=True),
        Rule(adopted_on_another_day, DocumentPage, stops=True, compares=True),
        Rule(adopted_in_the_future, DocumentPage, stops=True, compares=True),
        Rule(circle_of_documents, DocumentPage, stops=True, compares=True),
        Rule(same_file_in_two_languages, DocumentPage),
        Rule(same_target_again, DocumentPage, stops=True),
        Rule(what_readers_cannot_open, DocumentPage),
        Rule(text_marked_not_found, DocumentPage),
    ]
