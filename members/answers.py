"""What the roll answers: who was a member and how many, since when a state is one, which are suspended."""

import datetime
from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.changes import changes_of
from members.listing import MemberListing
from members.membership import cached_members, former_members
from members.models import Body, Member, MemberIndexPage, Suspension
from members.models.kinds import ChangeKind
from members.models.member import CHANGES
from members.search import read_lists
from mme_site.caching.content_cache import cached
from mme_site.core import clock
from mme_site.core.answers import ComputedAnswer, Question, vocabulary
from mme_site.core.dates import format_date
from mme_site.core.languages import by_name, labelled, separator
from mme_site.core.localized import localized_url
from mme_site.pages.routing import root_of

HOW_MANY = vocabulary(
    "how many much number count total", "combien nombre", "quantos quantas numero", "كم عدد", "states number"
)
WHICH = vocabulary(
    "who which list what all names",
    "qui quels quelles quel quelle liste sont",
    "quem quais qual lista",
    "من ما ماهي هي",
)
MEMBERS = vocabulary(
    "member members membership state states country countries nations",
    "membre membres adhesion etat etats pays",
    "membro membros estado estados pais paises adesao",
    "عضو اعضاء الاعضاء عضوا عضوه عضويه العضويه دول الدول دوله بلد بلدان البلدان",
)
JOINED = vocabulary(
    "join joined joins joining accession accede acceded enter entered became become admitted",
    "adhere adherer adhesion rejoint rejoindre entre entree entrer devenu devenue integre",
    "aderiu aderiram aderir adesao entrou entraram entrar tornou tornaram juntou juntaram",
    "انضم انضموا انضمت انضمام التحق التحقت دخل دخلت اصبح اصبحت",
)
LEFT = vocabulary(
    "leave left leaves exit withdraw withdrew withdrawal quit",
    "quitte quitter sorti sortie retire retrait parti",
    "saiu sairam sair saida deixou deixaram deixar retirou retiraram",
    "غادر غادرت خرج خرجت خروج انسحب انسحبت مغادره ترك",
)
FORMER = vocabulary("former once past ex", "ancien anciens ancienne", "antigo antigos ex", "سابق السابقون السابقين")
SUSPENDED = vocabulary(
    "suspended suspension suspensions suspend",
    "suspendu suspendus suspendue suspendues suspension",
    "suspenso suspensos suspensa suspensas suspensao",
    "معلقه المعلقه معلق تعليق المعلقة علقت موقوفه",
)
IS = vocabulary(
    "is was still are were does did belong belongs part get got been being ever really",
    "est sont etait etaient ete encore fait font partie toujours actuellement",
    "e sao esta estao estava estavam foi foram era eram ainda faz fazem parte continua",
    "هل ما زال كان كانت",
)
WHEN = vocabulary(
    "when since date year day long",
    "quand depuis date annee temps combien",
    "quando desde data ano tempo quanto",
    "متي منذ تاريخ سنه عام كم مده",
)
SCOPE = vocabulary(
    "partnership mme union unions today now currently current present there have has had in year",
    "partenariat aujourd hui aujourdhui actuellement actuels y il ont an annee",
    "parceria uniao hoje atualmente atuais tem ha ano",
    "الشراكه الاتحاد اليوم حاليا الان الحاليه في عام سنه",
)
CONTINENTS = {
    "AU": vocabulary("african africa au ua", "africain africains africaine africaines afrique", "africanos africanas"
                     " africana africano", "افريقيه الافريقيه افريقيا الافريقي افريقي"),
    "EU": vocabulary("european europe eu ue", "europeen europeens europeenne europeennes", "europeus europeu europeia"
                     " europeias europa", "اوروبيه الاوروبيه اوروبا الاوروبي اوروبي"),
}  # fmt: skip


def answer(question: Question) -> ComputedAnswer | None:
    """Return what the list of members, or the page of one, says to a question; None to any other question."""
    page = next(iter(read_lists(root_of(question.site))), None)
    if not page or question.is_to_come:
        return None
    for answering in (of_state, of_suspensions, of_changes, of_former, of_members):
        if found := answering(question.begin(), page):
            return found
    return None


def of_state(question: Question, page: MemberIndexPage) -> ComputedAnswer | None:
    """Answer since when a state is a member, whether it is one, or whether it is suspended."""
    member = question.take_named(cached(("names of members", page.pk), lambda: names_of_members(question, page)))
    if member is None:
        return None
    asked = [question.take(words) for words in (JOINED, LEFT, SUSPENDED, MEMBERS)]
    how = [question.take(words) for words in (WHEN, IS)]
    unions = unions_named(question)
    question.take(SCOPE)
    if not question.is_understood or not any(asked) or not (any(how) or any(asked[:3])):
        return None
    if len(unions) == 1 and unions.isdisjoint(period.body.code for period in member.union_periods):
        return None  # since when it belongs to the other one is no answer
    if question.span and asked[2]:
        text = suspensions_in(member, *question.span)
    elif question.span and not (asked[0] or asked[1]):  # of a change, the question may name the wrong day
        if question.is_of_years:
            return None
        date = day_of(question)
        return ComputedAnswer(standing_on(member, page, date), address(page, question, date), (member, page), date)
    else:
        text = suspension_of(member) if asked[2] else standing_of(member, page)
    if not text:
        return None
    return ComputedAnswer(text, page.member_url(member, question.request), (member,), clock.today())


def unions_named(question: Question) -> set[str]:
    """Take the words for either union, and return the codes of those that were named."""
    return {code for code, words in CONTINENTS.items() if question.take(words)}


def names_of_members(question: Question, page: MemberIndexPage) -> dict[tuple[str, ...], Member]:
    """Return the members that the list shows by their names, as words of a question are compared."""
    shown = filter(page.has_page_for, cached_members().values())
    return question.names_of((name, member) for member in shown for name in member.search_names)


def standing_on(member: Member, page: MemberIndexPage, date: datetime.date) -> str:
    """Return whether a state was a member on a day."""
    facts = {"name": member.name_on(date), "date": format_date(date)}
    if member.role_on(date, page.counted_bodies):
        return _("%(name)s was a member on %(date)s.") % facts
    return _("%(name)s was not a member on %(date)s.") % facts


def standing_of(member: Member, page: MemberIndexPage) -> str:
    """Return when a state was a member of which union, and whether it is one today."""
    today = clock.today()
    periods = [period for period in member.union_periods if period.body in page.counted_bodies]
    said = []
    for period in periods:
        facts = {
            "role": capfirst(str(period.get_role_display())),
            "body": period.body.name,
            "code": period.body.abbreviation,
            "from": period.from_text,
            "until": period.until_text,
        }
        if period.until_date and period.from_text:
            said.append(_("%(role)s of the %(body)s (%(code)s) from %(from)s to %(until)s.") % facts)
        elif period.until_date:
            said.append(_("%(role)s of the %(body)s (%(code)s) until %(until)s.") % facts)
        elif period.from_text:
            said.append(_("%(role)s of the %(body)s (%(code)s) since %(from)s.") % facts)
        else:
            said.append(_("%(role)s of the %(body)s (%(code)s).") % facts)
    name = {"name": member.name}
    if member.role_on(today, page.counted_bodies):
        first = _("%(name)s is a member today.") % name
    else:
        first = _("%(name)s is not a member today.") % name
    if member.suspension_on(today):
        said.append(suspension_of(member))
    return " ".join([first, *said])


def suspension_of(member: Member) -> str:
    """Return whether a state is suspended today; where it is not, when it was."""
    suspension = member.suspension_on(clock.today())
    if not suspension:
        ended = [past_suspension(member, one) for one in member.cached_suspensions if one.until_date]
        return " ".join([_("%(name)s is not suspended today.") % {"name": member.name}, *ended])
    if not suspension.from_text:
        return _("%(name)s is suspended.") % {"name": member.name}
    return _("%(name)s is suspended since %(date)s.") % {"name": member.name, "date": suspension.from_text}


def past_suspension(member: Member, suspension: Suspension) -> str:
    facts = {"name": member.name, "from": suspension.from_text, "until": suspension.until_text}
    return _("%(name)s was suspended from %(from)s to %(until)s.") % facts


def suspensions_in(member: Member, first: datetime.date, last: datetime.date) -> str:
    """Return when a state was suspended in a time; '' where it was not, or where no source says until when."""
    found = [
        one
        for one in member.cached_suspensions
        if (not one.from_date or one.from_date <= last)
        and (one.until_date >= first if one.until_date else not one.has_ended)
    ]
    return " ".join(past_suspension(member, one) if one.until_date else suspension_of(member) for one in found)


def of_suspensions(question: Question, page: MemberIndexPage) -> ComputedAnswer | None:
    """Answer which states are suspended, today or on a day."""
    is_asked = question.take(SUSPENDED)
    question.take(WHICH, HOW_MANY, MEMBERS, IS, SCOPE)
    if unions_named(question) == {"EU"} or not is_asked or not question.is_understood or question.is_of_years:
        return None
    date = day_of(question)
    listing = MemberListing(page, {"as_of": date.isoformat()})
    day = {"date": format_date(date)}
    if not listing.suspended:
        text = _("No member was suspended on %(date)s.") % day
    else:
        names = separator().join(str(row.name) for row in listing.suspended)
        text = _("Suspended on %(date)s: %(names)s. A suspended state stays a member and is counted.") % {
            **day, "names": names
        }  # fmt: skip
    return ComputedAnswer(text, address(page, question, date, standing="suspended"), (page,), date)


def of_changes(question: Question, page: MemberIndexPage) -> ComputedAnswer | None:
    """Answer which states joined, or left, in a time."""
    kinds = {ChangeKind.JOINED: question.take(JOINED), ChangeKind.LEFT: question.take(LEFT)}
    is_about = question.take(MEMBERS) | question.take(WHICH)
    found = unions_named(question)
    question.take(WHEN, IS, SCOPE)
    asked = [kind for kind, is_asked in kinds.items() if is_asked]
    if len(asked) != 1 or not (is_about and question.is_understood and question.span):
        return None
    first, last = question.span
    changes = [
        change
        for change in changes_of(page.counted_bodies)
        if change.kind in asked and first <= change.date <= last and change.fact.body.code in (found or CONTINENTS)
    ]
    if not changes:
        return None
    names = [f"{one.name} ({separator().join([one.fact.body.abbreviation, one.date_text])})" for one in changes]
    url = f"{localized_url(page, question.request)}{CHANGES}/?what={asked[0]}"
    pages = (page, *(change.member for change in changes))
    return ComputedAnswer(labelled(capfirst(asked[0].label), f"{separator().join(names)}."), url, pages, clock.today())


def of_former(question: Question, page: MemberIndexPage) -> ComputedAnswer | None:
    """Answer which states were members once."""
    is_asked = question.take(LEFT) | question.take(FORMER)
    is_about = question.take(MEMBERS) | question.take(WHICH)
    found = unions_named(question)
    question.take(IS, SCOPE)
    if not (is_asked and is_about and question.is_understood) or question.span:
        return None
    today = clock.today()
    former = former_members(page.counted_bodies, today)
    former = [(member, period) for member, period in former if not found or period.body.code in found]
    if not former:
        return None
    names = [
        _("%(name)s (%(code)s, until %(date)s)")
        % {"name": member.name, "code": period.body.abbreviation, "date": period.until_text}
        for member, period in former
    ]
    text = _("Former members: %(names)s.") % {"names": separator().join(names)}
    pages = (page, *(member for member, _period in former))
    return ComputedAnswer(text, address(page, question, today), pages, today)


def of_members(question: Question, page: MemberIndexPage) -> ComputedAnswer | None:
    """Answer who was a member, and how many they were, today or on a day, of all bodies or one."""
    bodies = {body.code: body for body in cached("all bodies", lambda: list(Body.objects.all()))}
    named = ((name, body) for body in bodies.values() for name in (body.code, *map(str, body.all_names),
             *(words.get("abbreviation", "") for words in body.translations.values())))  # fmt: skip
    body = question.take_named(question.names_of(named))
    many, are_members = question.take(HOW_MANY), question.take(MEMBERS)
    unions = unions_named(question)
    if body is None or body.code in CONTINENTS:
        unions |= {body.code} if body else set()
        body = bodies.get(min(unions)) if len(unions) == 1 else None
    which = question.take(WHICH)
    question.take(IS, SCOPE)
    if not question.is_understood or not are_members or not (many or which or question.span or body):
        return None
    if question.is_of_years:
        return None
    date = day_of(question)
    if body and body not in page.counted_bodies:
        return of_community(question, page, body, date)
    counts = page.counts_on(date)
    if not counts.total:
        return None
    facts = {"date": format_date(date), "total": counts.total}
    if body:
        count = next((entry.count for entry in counts.bodies if entry.body == body), 0)
        facts |= {"count": count, "body": body.name, "code": body.abbreviation}
        text = (
            ngettext(
                "%(count)s member of the %(body)s (%(code)s) on %(date)s.",
                "%(count)s members of the %(body)s (%(code)s) on %(date)s.",
                count,
            )
            % facts
        )
        return ComputedAnswer(
            text, address(page, question, date, body=body.code), (page, question.site.root_page), date
        )
    each = separator().join(f"{entry.body.abbreviation} {entry.count}" for entry in counts.bodies)
    text = ngettext(
        "%(total)s member state on %(date)s: %(each)s.", "%(total)s member states on %(date)s: %(each)s.", counts.total
    ) % {**facts, "each": each}
    return ComputedAnswer(text, address(page, question, date), (page, question.site.root_page), date)


def of_community(question: Question, page: MemberIndexPage, body: Body, date: datetime.date) -> ComputedAnswer | None:
    """Answer which members belong to a regional economic community."""
    rows = [row for row in MemberListing(page, {"as_of": date.isoformat()}).everyone if body in row.recs]
    if not rows:
        return None
    text = ngettext(
        "%(count)s member state belonged to %(code)s on %(date)s: %(names)s.",
        "%(count)s member states belonged to %(code)s on %(date)s: %(names)s.",
        len(rows),
    ) % {
        "count": len(rows),
        "code": body.abbreviation,
        "date": format_date(date),
        "names": separator().join(by_name([str(row.name) for row in rows])),
    }
    return ComputedAnswer(text, address(page, question, date, rec=body.code), (page,), date)


def day_of(question: Question) -> datetime.date:
    """Return the day that is asked about: the last of what is named, and none that is to come."""
    today = clock.today()
    return min(question.span[1], today) if question.span else today


def address(page: MemberIndexPage, question: Question, date: datetime.date, **chosen: str) -> str:
    if date != clock.today():
        chosen = {"as_of": date.isoformat(), **chosen}
    return f"{localized_url(page, question.request)}{'?' if chosen else ''}{urlencode(chosen)}"
