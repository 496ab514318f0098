"""Which language a text is in."""

import re
from collections import defaultdict
from operator import itemgetter

from django.conf import settings

WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 10  # common words, less than which tell nothing
LETTERS_READ = 50_000
ARTICLE = "ال"
# The words that make up a quarter of any text. Spanish is none of the site's languages: it is told from Portuguese.
COMMON = {
    "en": "the of and to in for on with that is by as shall will this be are from which at",
    "fr": "de la le les des et du en à dans pour une un par sur que qui au aux est",
    "pt": "de a o e do da dos das em no na para com os as um uma que ao à pela não",
    "es": "de la el los las y del en para con una un por que al se su como es",
    "ar": "في من على إلى أن التي هذا هذه مع عن ما بين أو كما وفي ومن ذلك بعد",
}
LANGUAGES_OF: dict[str, list[str]] = {}
for _code, _words in COMMON.items():
    for _word in _words.split():
        LANGUAGES_OF.setdefault(_word, []).append(_code)


def language_of(text: str, stated: str = "") -> str:
    """Return the code of the site's language that most of a text is in; '' where it is in another or not clear.

    What the words say counts before what the file states, which is often that of the
    program that made it.
    """
    found: defaultdict[str, float] = defaultdict(float)  # words, each a part of one where it is of several languages
    for word in WORD.findall(text[:LETTERS_READ].lower()):
        languages = LANGUAGES_OF.get(word, [])
        if word.startswith(ARTICLE):
            found["ar"] += 1
        for code in languages:
            found[code] += 1 / len(languages)
    known = dict(settings.LANGUAGES)
    if sum(found.values()) >= ENOUGH:
        (best, count), *others = sorted(found.items(), key=itemgetter(1), reverse=True)
        if not others or count > 1.3 * others[0][1]:
            return best if best in known else ""
    code = stated.replace("_", "-").split("-")[0].strip().lower()
    return code if code in known else ""
