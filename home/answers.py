"""What the overview and the glossary answer: whom to turn to, since when there is a partnership, what a word means."""

from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from home.glossary import read_terms
from home.models import PartnershipPage, StandardPage
from mme_site.caching.content_cache import cached
from mme_site.core import clock
from mme_site.core.answers import ComputedAnswer, Question, vocabulary
from mme_site.core.languages import labelled
from mme_site.core.localized import localized_url
from mme_site.pages.translations import read_in

CONTACT = vocabulary(
    "contact contacts phone telephone fax address email mail reach call write",
    "contact contacts contacter telephone fax adresse courriel mail joindre ecrire coordonnees",
    "contacto contactos contactar contato telefone fax endereco morada email correio escrever",
    "اتصال الاتصال اتصل هاتف الهاتف فاكس عنوان العنوان بريد البريد للاتصال التواصل",
)
OF_WHOM = vocabulary(
    "secretariat partnership mme number information details us office headquarters e",
    "secretariat partenariat mme numero informations nous bureau siege",
    "secretariado parceria mme numero informacoes sede",
    "الامانه امانه الشراكه رقم معلومات مقر الالكتروني بنا مع",
)
MEANS = vocabulary(
    "what mean means meaning definition define stands explain",
    "que quoi qu est ce signifie veut dire definition sens",
    "que significa significado definicao quer dizer e",
    "ما ماذا يعني تعني معني تعريف هو هي المقصود",
)
FOUNDED = vocabulary(
    "founded established created started launched began begin start set up old",
    "fonde fondee cree creee etabli etablie lance lancee debute commence",
    "fundada fundado criada criado estabelecida lancada comecou nasceu",
    "تاسست تاسيس انشئت انشاء اطلقت بدات",
)
WHEN = vocabulary(
    "when since date year how", "quand depuis date annee", "quando desde data ano", "متي منذ تاريخ سنه عام"
)
LONGEST = 300  # characters of an answer


def answer(question: Question) -> ComputedAnswer | None:
    """Return what the contact, or an entry of the glossary, says to a question; None to any other question."""
    return contact(question.begin()) or founding(question.begin()) or meaning(question.begin())


def contact(question: Question) -> ComputedAnswer | None:
    """Answer with what the overview prints as contact: dated, as the page shows it."""
    is_asked = question.take(CONTACT)
    question.take(OF_WHOM)
    overview = question.site.root_page.specific
    if not is_asked or not question.is_understood or not isinstance(overview, PartnershipPage):
        return None
    page = StandardPage.objects.live().public().descendant_of(overview).filter(slug="contact").first()
    if page is None:
        return None
    text = read_in(question.language, page).summary
    return ComputedAnswer(labelled(page.title, text), localized_url(page, question.request), (page, overview))


def founding(question: Question) -> ComputedAnswer | None:
    """Answer since when there is a partnership, as the overview states it."""
    overview = question.site.root_page.specific
    is_asked = question.take(FOUNDED)
    question.take(WHEN)
    is_about = question.take(OF_WHOM)
    if not (is_asked and is_about and question.is_understood and isinstance(overview, PartnershipPage)):
        return None
    if not overview.established_on:
        return None
    established = labelled(_("Established"), overview.established_text)
    text = f"{read_in(question.language, overview).title}. {established}."
    return ComputedAnswer(text, localized_url(overview, question.request), (overview,), clock.today())


def meaning(question: Question) -> ComputedAnswer | None:
    """Answer with the definition of a term that the question is, or asks the meaning of."""
    root = question.site.root_page.specific
    if not isinstance(root, PartnershipPage):
        return None
    names = cached(("terms", root.pk, question.language), lambda: terms_by_name(question, root))
    term = question.take_named(names)
    if term is None:
        return None
    is_asked = question.take(MEANS)
    if not question.is_understood:
        return None
    glossary, entry = term
    text = Truncator(labelled(entry.words[0], strip_tags(entry.definition))).chars(LONGEST)
    pages = StandardPage.objects.filter(pk=glossary) if is_asked and len(question.words) > 1 else ()
    return ComputedAnswer(text, entry.url, tuple(pages))


def terms_by_name(question: Question, root: PartnershipPage) -> dict:
    """Return the terms of the glossary with the key of its page, by all their names."""
    return question.names_of((word, pair) for pair in read_terms(root) for word in pair[1].words)
