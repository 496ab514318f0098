"""Rules about how a text is made: headings, links, pictures, and the languages in it."""

import re
from html import unescape

from django.utils.text import slugify
from django.utils.translation import gettext as _

from mme_site.core.languages import DOCUMENT_LANGUAGES
from mme_site.editorial.checks.words import editable_texts, text_warning
from mme_site.files.text.language import language_of
from mme_site.pages.validation.problems import warning
from mme_site.pages.validation.texts import Picture, plain

LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL | re.IGNORECASE)
ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
SAYS_NOTHING = {
    *("here", "click here", "this link", "link", "this page", "more", "read more", "see more", "download"),
    *("ici", "cliquez ici", "ce lien", "lien", "en savoir plus", "lire la suite", "plus", "télécharger"),
    *("aqui", "clique aqui", "este link", "ligação", "saiba mais", "ler mais", "mais", "descarregar"),
    *("هنا", "اضغط هنا", "انقر هنا", "المزيد", "اقرأ المزيد", "رابط", "تحميل"),
}
ARABIC = re.compile(r"[\u0620-\u064a]{2,}")
ARABIC_WORDS = 2  # in a Latin text, from which on a screen reader should be told
NAME_OF_A_FILE = re.compile(r"\.(?:avif|gif|jpe?g|png|webp)$|^(?:img|dsc|image)[\s_-]?\d+$|_", re.IGNORECASE)


def order_of_headings(subject):
    """A sub-heading needs a heading above it, and a heading something below it."""
    for field in dict.fromkeys(text.field for text in subject.texts if text.block is not None):
        blocks = {}
        for text in subject.texts:
            if text.field == field and text.block is not None:
                blocks.setdefault(text.block, text)
        above, last = 0, max(blocks)
        for place, text in sorted(blocks.items()):
            level = getattr(text, "heading", 0)
            if level > 2 and above < level - 1 and text.words:
                yield text_warning(
                    text, _("“%(words)s” is a sub-heading without a heading above it."), words=text.words
                )
            if level and text.words:
                above = level
                below = blocks.get(place + 1)
                if place == last or (below is not None and 0 < getattr(below, "heading", 0) <= level):
                    yield text_warning(text, _("Nothing stands below the heading “%(words)s”."), words=text.words)


def words_of_links(subject):
    """A link is read aloud by itself, in a list of links: its words say where it leads."""
    for text in editable_texts(subject):
        for _attributes, inside in LINK.findall(text.html):
            words = plain(inside)
            if words.strip(" .:…»›>").casefold() in SAYS_NOTHING:
                message = _("The link “%(words)s” does not say where it leads. Use the name of what it opens.")
                yield text_warning(text, message, words=words)
            elif ADDRESS.match(unescape(words)):
                message = _("The words of a link are its address: “%(words)s”. Use the name of what it opens.")
                yield text_warning(text, message, words=words[:60])
            elif not words:
                yield text_warning(text, _("A link has no words."))


def words_for_pictures(subject):
    """What somebody hears who does not see the picture."""
    for picture in subject.texts:
        if not isinstance(picture, Picture) or picture.is_decorative:
            continue
        if not picture.words:
            text = _("A picture has no alternative text: say what it shows, or that it is decorative.")
        elif NAME_OF_A_FILE.search(picture.words.strip()):
            text = _("“%(words)s” looks like the name of a file: say what the picture shows.")
        else:
            continue
        yield warning(text % {"words": picture.words}, picture.field, label=picture.label)


def foreign_texts(subject):
    """Text in another language than the page's is read aloud with the wrong voice, unless it is marked."""
    if not subject.language:
        return
    names = dict(DOCUMENT_LANGUAGES)
    for text in subject.texts:
        if isinstance(text, Picture) or text.language:
            continue
        if subject.language != "ar" and len(ARABIC.findall(text.words)) >= ARABIC_WORDS:
            spoken = "ar"
        else:
            spoken = language_of(text.words)
        if spoken and spoken != subject.language:
            message = _("This reads as %(language)s. Put it into a quotation and say its language there.")
            yield text_warning(text, message, language=names[spoken])


def addresses_by_hand(subject):
    """A page of this site or an uploaded file that is linked by its address, which changes, and not chosen."""
    for text in editable_texts(subject):
        for attributes, inside in LINK.findall(text.html):
            if re.search(r'\bhref="/(?!/)', attributes):
                words = plain(inside) or slugify(attributes)
                message = _("The link “%(words)s” was typed as an address of this site: choose the page or file.")
                yield text_warning(text, message, words=words)


RULES = [order_of_headings, words_of_links, words_for_pictures, foreign_texts, addresses_by_hand]
