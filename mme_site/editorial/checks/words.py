"""Rules about the words of a text: what editors forget in it, and what print and copying make of it."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from mme_site.core.languages import separator
from mme_site.pages.validation.problems import warning

MARK = re.compile(
    r"\[[A-Z]{2,3}\d{1,3}\]"  # a comment of a word processor: [KG1]
    r"|\b(?:TODO|FIXME|TBC|TBD|TK|XXX+|xxx+|[Ll]orem ipsum)\b"
    r"|\?{3,}"
    r"|\[\s*\.{2,}\s*\]"
    r"|\[(?:to be|check|insert|source\?|date\?|name\?|à (?:compléter|vérifier)|a (?:completar|verificar))[^\]]{0,60}\]"
    r"|\[(?:يستكمل|للتحقق)[^\]]{0,60}\]"
)
ELLIPSIS = "[...]"  # words left out of a quotation, as every style sheet writes it

# A word that begins while another has not ended. Only short words of grammar, since names are written so as well
# (EuropeAid, LinkedIn).
RUN_TOGETHER = re.compile(
    r"\b(?!LinkedIn\b)\w*(?:[a-zà-ÿ]{2}|[A-Z]{3})"
    r"(?:The|This|These|As|In|Of|And|For|We|Our|It|At|On|By|Les|Des|Une|Dans|Pour|Par|Os|Em|Para|Por)\b"
    r"|\b(?:1[89]|20)\d{2}[A-Z][a-zà-ÿ]\w*"
)
UNEVEN_DASH = re.compile(r"\b[A-Za-zÀ-ÿ]{2,}(?:[-–]\s(?!(?:and|or|et|ou|e)\b)|\s-(?=[A-Za-zÀ-ÿ]))[A-Za-zÀ-ÿ]{2,}")
MARKER_OF_A_LIST = re.compile(r"^\s*[-–—•*·]\s+\S|^\s*[-–—•]\s*$", re.MULTILINE)
AGEING = re.compile(
    r"\b(?:recent|latest|upcoming|forthcoming|récente?s?|à venir|prochaine?s?|recentes?|próxim[ao]s?)\b"
    r"|الأخيرة|القادمة",
    re.IGNORECASE,
)
DATE_IN_TITLE = re.compile(r"\b\d{1,2}\s*(?:[-–]\s*\d{1,2}\s*)?(?:,\s*)?[A-Z][a-zà-ÿ]{2,9},?\s+(?:19|20)\d{2}\b")
DATE_MONTH_FIRST = re.compile(r"\b[A-Z][a-z]{2,8}\s+\d{1,2}(?:\s*[-–]\s*\d{1,2})?,\s*(?:19|20)\d{2}\b")
TELEPHONE = re.compile(
    r"\b(?:tel|fax|tél|telefone)\b\.?\s*:?\s*\+?\d|\+\d{1,3}[\s().-]*\d[\d\s().-]{6,}", re.IGNORECASE
)
UNCLEAR_START = re.compile(
    r"^(?:This|These|Such)\s(?:initiative|project|process|programme)\b"
    r"|^(?:Cette|Ce)\s(?:initiative|projet|processus|programme)\b|^(?:Esta|Este)\s(?:iniciativa|projeto|processo)\b"
)
SENTENCE = re.compile(r"[^.!?؟\n]+[.!?؟]?")
LONG = 60  # characters of a sentence that is not repeated by chance

IN_QUOTATION_MARKS = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"\n]*\"")


def first_match(pattern, text):
    """Return the first words that a pattern matches in a text, or None."""
    match = re.search(pattern, text)
    return match and match.group().strip()


def text_warning(text, message, **words):
    return warning(message % words, text.field, label=text.label)


def editable_texts(subject):
    """Return the texts that editors write, without what is kept as it was printed."""
    return [text for text in subject.texts if hasattr(text, "html") and not text.is_quotation]


def unquoted_words(text):
    """Return the words of a text without those in quotation marks, which somebody else printed."""
    return IN_QUOTATION_MARKS.sub("“”", text.words)


def suggest_corrections(subject, patterns):
    """Ask for each pattern that stands in a text, outside quotation marks, whether what it is paired with is meant."""
    for text in editable_texts(subject):
        for pattern, meant in patterns.items():
            if words := first_match(pattern, unquoted_words(text)):
                yield text_warning(text, _("“%(words)s”: is “%(meant)s” meant?"), words=words, meant=meant)


def marks_of_editors(subject):
    """A note to a colleague that readers would see, in quotations too."""
    for text in subject.texts:
        marks = [mark for mark in MARK.findall(getattr(text, "words", "")) if mark != ELLIPSIS]
        if marks and hasattr(text, "html"):
            message = _("An editor’s mark was left in: %(marks)s")
            yield text_warning(text, message, marks=separator().join(dict.fromkeys(marks)))


def words_that_run_together(subject):
    """Two entries or words without the space between them: '2014Africa', 'WorkAs'."""
    for text in editable_texts(subject):
        if words := first_match(RUN_TOGETHER, text.words):
            yield text_warning(text, _("Words run together: “%(words)s”"), words=words)


def uneven_dashes(subject):
    """A dash with a space on one side only: 'EU- Africa'."""
    for text in editable_texts(subject):
        if words := first_match(UNEVEN_DASH, text.words):
            yield text_warning(text, _("A dash with a space on one side only: “%(words)s”"), words=words)


def typed_lists(subject):
    """Dashes typed before lines; a list made with the button is read aloud as one."""
    for text in editable_texts(subject):
        if text.html and (words := first_match(MARKER_OF_A_LIST, text.words)):
            yield text_warning(
                text, _("A list typed with dashes (“%(words)s”): use the list button."), words=words[:40]
            )


def repeated_sentences(subject):
    """The same sentence twice on a page."""
    sentences = Counter()
    for text in editable_texts(subject):
        for sentence in SENTENCE.findall(text.words):
            words = " ".join(sentence.split()).casefold()
            if len(words) >= LONG:
                sentences[words] += 1
                if sentences[words] == 2:
                    message = _("This sentence stands on the page twice: “%(words)s…”")
                    yield text_warning(text, message, words=" ".join(sentence.split())[:LONG])


def contact_details(subject):
    """A number to call grows old: who reads it should see when somebody looked."""
    for text in editable_texts(subject):
        if not text.heading and first_match(TELEPHONE, text.words):
            message = _("Contact details: say whose they are and when they were checked, or quote them as printed.")
            yield text_warning(text, message)


def unclear_beginnings(subject):
    """'This initiative' at the beginning of a paragraph, where the sentence that named it may be gone."""
    for text in editable_texts(subject):
        for line in text.words.splitlines():
            if words := first_match(UNCLEAR_START, line.strip()):
                yield text_warning(text, _("“%(words)s …”: does the sentence before name it?"), words=words)


def headings_that_age(subject):
    """'Recent' and 'upcoming' are true for a while only; the site computes them from dates."""
    for text in editable_texts(subject):
        if text.heading and (words := first_match(AGEING, text.words)):
            yield text_warning(text, _("“%(words)s” in a heading stops being true. Say when."), words=words)


def dates_in_titles(subject):
    """Dates and results have fields of their own, from which lists are made."""
    title = getattr(subject.item, "title", "") or ""
    if date := first_match(DATE_IN_TITLE, title) or first_match(DATE_MONTH_FIRST, title):
        yield warning(
            _("The title holds a date (“%(date)s”): it has a field.") % {"date": date}, "title", label=_("Title")
        )
    if re.search(r"^\W*[“”«»„]|[“«].+[”»]\W*$", title):
        text = _("The title is in quotation marks: give the name, and say what was adopted in the summary.")
        yield warning(text, "title", label=_("Title"))


RULES = [
    marks_of_editors,
    words_that_run_together,
    uneven_dashes,
    typed_lists,
    repeated_sentences,
    contact_details,
    unclear_beginnings,
    headings_that_age,
    dates_in_titles,
]
