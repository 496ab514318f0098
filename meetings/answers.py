"""What meetings answer: when and where one was or is, who hosted it, and what was decided there."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from meetings.models import DocumentPage, MeetingIndexPage, MeetingPage, MeetingSeries
from meetings.models.kinds import MeetingKind
from meetings.models.place import cached_places
from meetings.search_words import WEIGHTS
from members.membership import cached_members
from mme_site.caching.content_cache import cached
from mme_site.core import clock
from mme_site.core.answers import ComputedAnswer, Question, vocabulary
from mme_site.core.languages import labelled
from mme_site.core.localized import localized_url

KINDS = {
    MeetingKind.SUMMIT: vocabulary("summit summits", "sommet sommets", "cimeira cimeiras cupula", "قمه القمه قمم"),
    MeetingKind.MINISTERIAL: vocabulary(
        "ministerial ministerials troika ministers", "ministerielle ministerielles ministeriel ministres",
        "ministeriais ministros", "وزاري الوزاري وزاريه الوزاريه ترويكا"),
    MeetingKind.SENIOR_OFFICIALS: vocabulary(
        "senior officials som", "hauts fonctionnaires", "altos funcionarios", "كبار المسوولين المسؤولين الموظفين"),
}  # fmt: skip
MEETING = vocabulary(
    "meeting meetings conference conferences held take takes took place happen happened event",
    "reunion reunions conference rencontre lieu tenu tenue tient tiendra deroule evenement",
    "reuniao reunioes conferencia encontro realizou realiza realizada realizar lugar acontece aconteceu",
    "اجتماع الاجتماع مؤتمر المؤتمر عقدت عقد تعقد ستعقد انعقدت انعقد تنعقد",
)
NEXT = vocabulary(
    "next upcoming coming future",
    "prochain prochaine prochains futur suivant",
    "proxima proximo seguinte futura",
    "القادمه القادم المقبله المقبل التاليه التالي قادمه",
)
LAST = vocabulary(
    "last latest recent previous",
    "dernier derniere recente recent precedent",
    "ultima ultimo recente anterior",
    "اخر الاخيره الاخير السابقه",
)
WHEN_WHERE = vocabulary(
    "when where date what which city country place venue",
    "quand ou date quel quelle ville pays lieu",
    "quando onde data qual cidade pais local",
    "متي اين تاريخ مكان مدينه",
)
HOSTED = vocabulary(
    "who host hosts hosted hosting organised organized",
    "qui accueilli accueille accueillait hote organise heberge",
    "quem acolheu acolhe anfitriao organizou sediou",
    "من استضاف استضافت تستضيف المضيف نظم",
)
DECIDED = vocabulary(
    "decided decision decisions agreed agree outcome outcomes result results adopted adopt decide conclusions concluded"
    " came come produced achieved",
    "decide decidee decidees decisions resultats resultat conclu conclusions adopte adoptee convenu ressorti sorti",
    "decidido decidiu decidiram decisoes resultados resultado acordado acordou adotado adotada conclusoes saiu",
    "تقرر قررت قرر قرارات القرارات نتائج اتفق اعتمد اعتمدت مخرجات اسفرت",
)
SCOPE = vocabulary(
    "african european eu au ue ua union partnership mme today",
    "africain africaine europeen europeenne union africaines europeennes partenariat",
    "africana europeia uniao parceria",
    "الافريقيه الافريقي الاوروبيه الاوروبي الاتحاد الشراكه",
)
AFRICA = vocabulary("africa", "afrique", "افريقيا")
EUROPE = vocabulary("europe", "europa", "اوروبا")
LONGEST = 400  # characters of an answer


def answer(question: Question) -> ComputedAnswer | None:
    """Return what the page of a meeting says to a question; None to any other question."""
    question = question.begin()
    pages = MeetingPage.objects.live().public().descendant_of(question.site.root_page)
    series = question.take_named(cached("names of series", lambda: names_of_series(question)))
    kind = next((kind for kind, words in KINDS.items() if question.take(words)), None)
    number = question.take_number()
    city = question.take_named(cached("names of places", lambda: names_of_places(question)))
    host = None if city else question.take_named(cached("names of hosts", lambda: names_of_hosts(question)))
    is_next, is_last = question.take(NEXT), question.take(LAST)
    asks_what, asks_who = question.take(DECIDED), question.take(HOSTED)
    asks_when = question.take(WHEN_WHERE)
    names_meeting = question.take(MEETING)
    question.take(SCOPE)
    if question.take(AFRICA) != question.take(EUROPE):  # one of them is where it is to be, and no name of it
        return None
    if not question.is_understood or not (asks_what or asks_who or asks_when or is_next or is_last):
        return None
    is_told = bool(kind or series or (names_meeting and (city or host or question.span or is_next or is_last)))
    if not (is_told or (asks_what and (city or host))):
        return None
    if kind:
        pages = pages.filter(kind=kind)
    if series:
        pages = pages.filter(series=series)
    elif kind == MeetingKind.SUMMIT and (is_next or is_last):  # of those that are counted, and of no other body
        pages = pages.exclude(series=None).exclude(number=None)
    elif kind == MeetingKind.SUMMIT and (number or question.span):
        pages = pages.exclude(series=None)
    if number:
        pages = pages.filter(number=number)
    if city:
        pages = pages.filter(city=city)
    if host:
        pages = pages.filter(host=host)
    if question.span:
        first, last = question.span
        pages = pages.filter(start_date__lte=last, end_date__gte=first)
    pages = pages.not_called_off()
    if is_next:
        return None if question.is_past else next_of(pages, question)
    if is_last:
        pages = pages.past()[:1]
    elif not (number or city or host or question.span):
        return None
    meeting = the_one(list(pages[:20]))
    if meeting is None:
        return None
    return decided_at(meeting, question) if asks_what else facts_of(meeting, question)


def names_of_series(question: Question) -> dict[tuple[str, ...], int]:
    found = MeetingSeries.objects.all()
    return question.names_of((name, one.pk) for one in found for name in map(str, one.all_names))


def names_of_places(question: Question) -> dict[tuple[str, ...], str]:
    """Return the places of meetings, as pages state them, by their names in all languages."""
    known = [(name, place.name_en) for place in cached_places().values() for name in map(str, place.all_names)]
    stated = MeetingPage.objects.live().exclude(city="").order_by().values_list("city", flat=True).distinct()
    return question.names_of([*known, *((city, city) for city in stated)])


def names_of_hosts(question: Question) -> dict[tuple[str, ...], int]:
    members = cached_members().values()
    return question.names_of((name, member.pk) for member in members if member.live for name in member.search_names)


def the_one(meetings: list[MeetingPage]) -> MeetingPage | None:
    """Return the meeting that is meant: the one there is, or the only one at the highest level."""
    highest = max((WEIGHTS.get(meeting.kind, 0) for meeting in meetings), default=0)
    found = [meeting for meeting in meetings if WEIGHTS.get(meeting.kind, 0) == highest]
    if len(found) > 1:
        found = [meeting for meeting in found if meeting.number and meeting.series] or found
    return found[0] if len(found) == 1 else None


def next_of(pages: object, question: Question) -> ComputedAnswer | None:
    """Answer when the next of some meetings is: where none has a date, the list of what is to come says so."""
    meetings = MeetingIndexPage.objects.live().public().descendant_of(question.site.root_page).first()
    last = pages.past().first()
    meeting = pages.announced().first()
    if meeting is None:
        if not meetings:
            return None
        text = _("None is announced.")
        if last:
            text = " ".join([text, _("The last one:"), sentence(last)])
        return answered(text, meetings, question, (meetings, last))
    if meeting.start_date or not meetings:
        return answered(sentence(meeting), meeting, question, (meeting, meetings, last))
    return answered(sentence(meeting), meeting, question, (meetings, last, meeting))


def facts_of(meeting: MeetingPage, question: Question) -> ComputedAnswer:
    return answered(sentence(meeting), meeting, question, (meeting, *outcomes_of(meeting)))


def decided_at(meeting: MeetingPage, question: Question) -> ComputedAnswer | None:
    """Answer with the first outcomes that the page of the meeting lists, or what was adopted there."""
    documents = outcomes_of(meeting)
    points = [point.text for point in meeting.outcomes] or [document.title for document in documents]
    if not points:
        return None
    title = MeetingPage.objects.filter(pk=meeting.pk).localized("title").first()
    text = labelled(getattr(title, "localized_title", None) or meeting.title, " ".join(points))
    return answered(Truncator(text).chars(LONGEST), meeting, question, (meeting, *documents))


def outcomes_of(meeting: MeetingPage) -> list[DocumentPage]:
    return list(DocumentPage.objects.live().public().of_meeting(meeting)[:5])


def sentence(meeting: MeetingPage) -> str:
    """Return when and where a meeting takes place, as its page says it."""
    shown = MeetingPage.objects.filter(pk=meeting.pk).localized("title").first()
    title = getattr(shown, "localized_title", None) or meeting.title
    facts = [meeting.date_text or _("the date is not stated"), meeting.place]
    return labelled(title, f"{' · '.join(filter(None, facts))}.")


def answered(text: str, page: object, question: Question, pages: tuple) -> ComputedAnswer:
    found = tuple(one for one in pages if one is not None)
    return ComputedAnswer(text, localized_url(page, question.request), found, clock.today())
