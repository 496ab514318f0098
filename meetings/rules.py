"""What cannot be of meetings, and what readers would notice (see mme_site/editorial/checks)."""

from django.db.models import Max
from django.utils.translation import gettext as _

from meetings.models import DocumentPage, MeetingPage
from meetings.models.kinds import CALLED_OFF, DateKind, MeetingStatus
from mme_site.core.dates import DatePrecision, day_of_going_live, last_day
from mme_site.core.time_zones import is_skipped
from mme_site.pages.validation.problems import error, information, warning
from mme_site.pages.validation.rules import Rule


def same_meeting_again(subject):
    """A series meets once at a time; a meeting that was called off makes room for another."""
    meeting = subject.item
    if not (meeting.series_id and meeting.start_date) or meeting.status in CALLED_OFF:
        return
    meeting.complete_dates()
    others = subject.others(MeetingPage.objects.filter(series=meeting.series_id)).not_called_off()
    others = others.filter(start_date__lte=meeting.end_date, end_date__gte=meeting.start_date)
    for other in others.only("title", "live", "start_date", "end_date", "date_precision", "locale")[:5]:
        said = {"title": other.title, "dates": other.date_text}
        if not other.live:
            text = _("A draft, “%(title)s”, is of the same series and days (%(dates)s). Is it the same meeting?")
            yield warning(text % said, "start_date", label=_("First day"))
        elif {meeting.date_precision, other.date_precision} != {DatePrecision.DAY}:
            text = _("“%(title)s” of the same series is of that time too (%(dates)s). Is it the same meeting?")
            yield warning(text % said, "start_date", label=_("First day"))
        else:
            text = _("The series meets on these days already: “%(title)s”, %(dates)s.")
            yield error(text % said, "start_date", label=_("First day"))


def same_number_again(subject):
    """Each meeting of a series has a number of its own."""
    meeting = subject.item
    if not (meeting.series_id and meeting.number) or meeting.status in CALLED_OFF:
        return
    others = MeetingPage.objects.live().filter(series=meeting.series_id, number=meeting.number)
    if other := subject.others(others).not_called_off().only("title").first():
        text = _("“%(title)s” has this number in the series.") % {"title": other.title}
        yield warning(text, "number", label=_("Number in the series"))


def number_that_is_next(subject):
    """The number that a new meeting of a series would have."""
    meeting = subject.item
    if not meeting.series_id or meeting.number:
        return
    others = subject.others(MeetingPage.objects.filter(series=meeting.series_id))
    if last := others.aggregate(last=Max("number"))["last"]:
        text = _("The last number in the series is %(last)d: this could be number %(next)d.")
        yield information(text % {"last": last, "next": last + 1}, "number", label=_("Number in the series"))


def documents_of_other_days(subject):
    """Documents that say they were adopted here, on a day outside the meeting; each is mended on its own page."""
    meeting = subject.item
    if not (meeting.pk and meeting.start_date):
        return
    meeting.complete_dates()
    adopted = (
        DocumentPage.objects.live()
        .originals()
        .of_meeting(meeting)
        .filter(date_kind=DateKind.ADOPTED, date__isnull=False)
    )
    for document in adopted.filter(date__lte=meeting.end_date).only("title", "date", "date_precision")[:500]:
        if last_day(document.date, document.date_precision) < meeting.start_date:
            yield adopted_outside(document)
    for document in adopted.filter(date__gt=meeting.end_date).only("title", "date", "date_precision")[:5]:
        yield adopted_outside(document)


def adopted_outside(document):
    text = _("“%(title)s” says that it was adopted here on %(date)s, which is not a day of the meeting.")
    said = {"title": document.title, "date": document.date_text}
    return warning(text % said, "start_date", label=_("First day"))


def papers_without_file(subject):
    """An agenda paper that readers of this page cannot open in its language."""
    papers = {}
    for place, item in enumerate(subject.lines("agenda_items"), start=1):
        for paper in item.papers.all():
            papers.setdefault(paper.document_id, place)
    documents = DocumentPage.objects.filter(pk__in=papers).only("title").prefetch_related("files")
    for document in documents:
        versions = [line for line in document.files.all() if line.file_id or line.url]
        if not any(line.language == subject.language for line in versions):
            text = _("The paper “%(title)s” has no file in the language of this page.") % {"title": document.title}
            label = _("Agenda item %(place)d") % {"place": papers[document.pk]}
            yield warning(text, "agenda_items", label=label)


def held_in_the_future(subject):
    """What is said of a meeting, as of the hour at which it goes live."""
    meeting, day = subject.item, day_of_going_live(subject.item)
    if not meeting.start_date:
        return
    meeting.complete_dates()
    if meeting.status == MeetingStatus.HELD and meeting.start_date > day:
        yield error(_("A meeting that has not begun cannot have been held."), "status", label=_("Status"))
    elif meeting.is_announced and meeting.end_date < day:
        text = _(
            "The meeting is over, but its status is still “%(status)s”. "
            "Change it to “held”, or to what happened instead."
        )
        yield warning(text % {"status": meeting.get_status_display()}, "status", label=_("Status"))


def agenda_on_other_days(subject):
    """An agenda item on a day that is none of the meeting's, or at a time that this day does not have."""
    meeting = subject.item
    if not meeting.start_date or meeting.date_precision != DatePrecision.DAY:
        return
    meeting.complete_dates()
    for place, item in enumerate(subject.lines("agenda_items")):
        where = {"line": place, "label": _("Agenda item %(place)d") % {"place": place + 1}}
        if item.date and not meeting.start_date <= item.date <= meeting.end_date:
            text = _("The meeting was on %(dates)s, not on this day.") % {"dates": meeting.date_text}
            yield warning(text, "agenda_items", line_field="date", **where)
        if is_skipped(item.date or meeting.start_date, item.starts_at, meeting.time_zone):
            text = _("The clocks go forward on that night: there is no such time.")
            yield error(text, "agenda_items", line_field="starts_at", **where)


def deadlines_that_cannot_be(subject):
    """A deadline after the meeting, or at an hour that no zone is stated for, or that its day does not have."""
    meeting = subject.item
    meeting.complete_dates()
    for place, deadline in enumerate(subject.lines("deadlines")):
        where = {"line": place, "label": _("Deadline %(place)d") % {"place": place + 1}}
        if deadline.date and meeting.end_date and deadline.date > meeting.end_date:
            text = _("The meeting is over by then (%(dates)s).") % {"dates": meeting.date_text}
            yield warning(text, "deadlines", line_field="date", **where)
        if deadline.time and not meeting.time_zone:
            text = _("Give the time zone of the meeting above: the hour is in it.")
            yield error(text, "deadlines", line_field="time", **where)
        if is_skipped(deadline.date, deadline.time, meeting.time_zone):
            text = _("The clocks go forward on that night: there is no such time.")
            yield error(text, "deadlines", line_field="time", **where)


def steps_that_lead_back(subject):
    """A next step whose meeting was not later: two pages would contradict each other."""
    meeting = subject.item
    for place, point in enumerate(subject.lines("points")):
        later = point.led_to
        if later and later.start_date and meeting.start_date and later.start_date < meeting.start_date:
            text = _("“%(title)s” was earlier than this meeting, so the step cannot have led to it.")
            where = {"line": place, "line_field": "led_to", "label": _("Follow-up")}
            yield warning(text % {"title": later.title}, "points", **where)


def place_and_date_missing(subject):
    """What readers look for first."""
    meeting = subject.item
    if not (meeting.start_date or meeting.is_announced or "date" in meeting.not_stated):
        yield information(
            _("Readers see no date. Say below if no source states it."), "start_date", label=_("First day")
        )
    if not (meeting.city or meeting.host_id or meeting.online_url or "place" in meeting.not_stated):
        yield information(_("Readers see no place. Say below if no source states it."), "city", label=_("City"))


def meeting_rules():
    return [
        Rule(same_meeting_again, MeetingPage, stops=True, compares=True),
        Rule(same_number_again, MeetingPage, compares=True),
        Rule(documents_of_other_days, MeetingPage, compares=True),
        Rule(number_that_is_next, MeetingPage, in_preflight=False),
        Rule(held_in_the_future, MeetingPage, stops=True, compares=True),
        Rule(agenda_on_other_days, MeetingPage, stops=True),
        Rule(deadlines_that_cannot_be, MeetingPage, stops=True),
        Rule(papers_without_file, MeetingPage),
        Rule(steps_that_lead_back, MeetingPage),
        Rule(place_and_date_missing, MeetingPage, in_preflight=False),
    ]
