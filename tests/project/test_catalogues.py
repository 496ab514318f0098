"""Every text of the site, for readers and for editors, stands in the catalogue of each language."""

import ast
import gettext
import re
from pathlib import Path

import polib
import pytest
import wagtail
from django.db.models import Choices
from django.utils import translation
from django.utils.translation.template import templatize

from tests.project.architecture import KNOWS, ROOT

LANGUAGES = ("fr", "pt", "ar")
SIMPLE = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
TEXT = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"(p?)(?:gettext|_)\(({TEXT})(?:, ({TEXT}))?")
IN_A_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}

in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def files(ending):
    return [path for room in KNOWS for path in sorted((ROOT / room).rglob(f"*.{ending}"))]


def texts_of_code(source):
    """Return the texts that Python source asks gettext for; one in a context as the catalogue keeps it."""
    found = set()
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        arguments = [part.value for part in call.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if name in SIMPLE and arguments:
            found.add(arguments[0])
        elif name in IN_A_CONTEXT and len(arguments) > 1:
            found.add("\x04".join(arguments[:2]))
    return found


def texts_of_template(source):
    """Return the texts that a template asks gettext for; Django writes its tags as calls of Python, to collect them."""
    calls = [
        (context, *map(ast.literal_eval, filter(None, texts))) for context, *texts in CALL.findall(templatize(source))
    ]
    return {"\x04".join(texts[:2]) if context else texts[0] for context, *texts in calls}


def texts_of_site():
    code = [texts_of_code(path.read_text(encoding="utf-8")) for path in files("py")]
    templates = [texts_of_template(path.read_text(encoding="utf-8")) for path in [*files("html"), *files("txt")]]
    return set().union(*code, *templates)


def catalogue_of(language):
    """Return the texts that a catalogue translates; an empty or doubtful (fuzzy) translation is not in it."""
    with (ROOT / "mme_site" / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        keys = gettext.GNUTranslations(file)._catalog
    return {key[0] if isinstance(key, tuple) else key for key in keys}


@in_each_language
def test_every_text_of_the_site_is_translated(language):
    texts = texts_of_site()

    assert len(texts) > 1_000
    assert sorted(texts - catalogue_of(language)) == []


@pytest.mark.parametrize("language", ("en", *LANGUAGES))
def test_two_choices_of_a_field_have_two_names_as_an_import_knows_them_by_name(language):
    with translation.override(language):
        names = [[str(label) for label in choices.labels] for choices in own_choices(Choices)]

    assert len(names) > 5
    assert [labels for labels in names if len(set(labels)) < len(labels)] == []


def own_choices(kind):
    """Return the lists of choices that the site declares."""
    below = {each for child in kind.__subclasses__() for each in [child, *own_choices(child)]}
    return {each for each in below if each.__module__.split(".")[0] in KNOWS}


def test_what_is_compiled_says_what_is_written():
    written = sorted(ROOT.glob("mme_site/locale*/*/LC_MESSAGES/django.po"))

    assert len(written) > 5
    assert [
        path for path in written if texts_in(polib.pofile(path)) != texts_in(polib.mofile(path.with_suffix(".mo")))
    ] == []


def texts_in(catalogue):
    """Return what a catalogue says, by what it is asked for."""
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr
        for entry in catalogue.translated_entries()
        if not entry.obsolete
    }


@in_each_language
def test_nearly_all_that_wagtail_says_to_editors_is_translated(language):
    folder = Path(wagtail.__file__).parent
    paths = [folder / app / "locale/en/LC_MESSAGES/django.po" for app in ("admin", "documents", "images", "snippets")]
    texts = {entry.msgid for path in paths for entry in polib.pofile(path) if not (entry.msgctxt or entry.msgid_plural)}
    with translation.override(language):
        left = [text for text in texts if translation.gettext(text) == text and " " in text]

    assert len(texts) > 800
    assert len(left) / len(texts) < 0.05
