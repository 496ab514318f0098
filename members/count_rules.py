"""Counts of members that were typed, against those that are computed (see mme_site/editorial/checks)."""

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext as _

from members.membership import cached_members
from members.models import MemberIndexPage
from members.models.kinds import Role
from mme_site.core import clock
from mme_site.editorial.checks.words import editable_texts, text_warning, unquoted_words
from mme_site.pages.base import BasePage

AU, EU = "AU", "EU"
NUMBER = r"(?<!\d)(\d{1,3})"
BODY = {
    AU: r"(?:AU|UA|African Union|Union africaine|União Africana|الاتحاد الأفريقي|الاتحاد الإفريقي)",
    EU: r"(?:EU|UE|European Union|Union européenne|União Europeia|الاتحاد الأوروبي|الاتحاد الأوربي)",
}
ADJECTIVE = {AU: "African", EU: "European"}
STATES = (
    r"(?:member\s+states?|member\s+countries|members|[ÉE]tats\s+membres|pays\s+membres|membres"
    r"|estados[\s-]membros|países\s+membros|membros|دولة\s+عضو\w*|دول\s+أعضاء|عضو\w*)"
)
OF = r"(?:\s*(?:of|from|in|de|da|d|do|من|في)?\s*(?:the\s+|l\s*[’']\s*)?)"
SENTENCE = re.compile(r"[^.!?؟\n]+")
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
LEAST = 10  # a smaller number is of a committee or a region


def of_body(code):
    """Return a pattern for so many members of one body: '54 AU Member States', '28 États membres de l’UE', '28 EU'."""
    before = rf"{NUMBER}\s+(?:{BODY[code]}\b(?:\s+{STATES})?|{ADJECTIVE[code]}\s+{STATES})"
    after = rf"{NUMBER}\s+(?:{STATES})?{OF}{BODY[code]}\b"
    return re.compile(f"{before}|{after}", re.IGNORECASE)


PATTERNS = {code: of_body(code) for code in BODY}
OF_ALL = re.compile(
    rf"{NUMBER}\s+{STATES}(?!{OF}(?:{BODY[AU]}|{BODY[EU]}))|الدول\s+الأعضاء\s+(?:ال\w*\s*|وعددها\s+)(\d{{1,3}})",
    re.IGNORECASE,
)


def in_digits(text):
    """Return a text with the digits of every script as 0 to 9: ٨٢ is 82."""
    return "".join(str(unicodedata.digit(one)) if one.isdigit() and not one.isascii() else one for one in text)


def typed_counts(subject):
    """'82 Member States' where the list of that day has 83; and 53 + 28, printed as 82."""
    texts = [(text, in_digits(unquoted_words(text))) for text in editable_texts(subject)]
    if not any(mentions(words) for _text, words in texts):
        return
    memberships = MembershipsByDay.for_subject(subject)
    for text, words in texts:
        for sentence in SENTENCE.findall(words):
            if len(written_sum := sums(sentence)) == 3:
                total, *parts = written_sum
                if total != sum(parts):
                    message = _("%(one)d + %(other)d is %(sum)d, not %(total)d.")
                    yield text_warning(text, message, one=parts[0], other=parts[1], sum=sum(parts), total=total)
            if memberships:
                yield from differing(memberships, text, sentence)


def mentions(words):
    return OF_ALL.search(words) or any(pattern.search(words) for pattern in PATTERNS.values())


def numbers(pattern, sentence):
    """Return the numbers that a pattern finds, with what it matched."""
    return [
        (int(next(filter(None, match.groups()))), " ".join(match.group().split()))
        for match in pattern.finditer(sentence)
    ]


def sums(sentence):
    """Return [total, of the AU, of the EU] where a sentence states all three; else less."""
    stated = [numbers(pattern, sentence) for pattern in (OF_ALL, PATTERNS[AU], PATTERNS[EU])]
    return [matches[0][0] for matches in stated if matches]


def differing(memberships, text, sentence):
    """Yield a warning for each number that is not that of the day, or of a day in a year that the sentence names."""
    days = memberships.days([int(year) for year in YEAR.findall(sentence)])
    for code, pattern in {"": OF_ALL, **PATTERNS}.items():
        for number, words in numbers(pattern, sentence):
            if number < LEAST or (code and code not in memberships.codes):
                continue
            counts = {memberships.count(day, code) for day in days}
            # 'It has 27 members' may speak of one body that was named before.
            of_each = {memberships.count(day, one) for one in memberships.codes for day in days}
            meant = counts if code else counts | of_each
            if number not in meant and counts != {0}:
                message = _("“%(words)s”: the list of members has %(count)s. Counts are better left to the site.")
                yield text_warning(
                    text, message, words=words, count="–".join(map(str, sorted({min(counts), max(counts)})))
                )


class MembershipsByDay:
    """The members of a partnership's bodies on any day, read once."""

    def __init__(self, bodies, day):
        self.codes = {body.code for body in bodies}
        self.day = day
        self.periods = [
            (member.pk, period)
            for member in cached_members().values()
            if member.live
            for period in member.cached_periods
            if period.role == Role.MEMBER and period.body.code in self.codes
        ]

    @classmethod
    def for_subject(cls, subject):
        """Return those of the partnership that a page belongs to, for the day that the page is about; or None."""
        page = subject.item if subject.item.path else subject.below
        page = page and page.specific
        members = MemberIndexPage.of_partnership(page) if isinstance(page, BasePage) else None
        if not members:
            return None
        stated = getattr(subject.item, "start_date", None) or getattr(subject.item, "date", None)
        return cls(members.counted_bodies, stated or clock.today())

    def days(self, years):
        """Return the day of the page; or each day of these years on which the list may have changed."""
        if not years:
            return [self.day]
        changes = {day for _member, period in self.periods for day in (period.from_date, period.until_date) if day}
        return [date(year, *end) for year in years for end in ((1, 1), (12, 31))] + [
            day for day in changes if day.year in years
        ]

    def count(self, day, code=""):
        """Return how many members one body, or all of them, had on a day."""
        return len(
            {
                (member, period.body_id)
                for member, period in self.periods
                if period.covers(day) and code in ("", period.body.code)
            }
        )
