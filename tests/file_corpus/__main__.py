"""Makes the corpus of tests/data/files anew: `python -m tests.file_corpus`. See the README beside it."""

import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.file_corpus import forms, further, office, pictures, printed
from tests.file_corpus.words import TEXTS

FOLDER = Path("tests/data/files")
LANGUAGES = {"ar": "ar", "fr": "fr", "pt": "pt", "en": "en"}  # that a reader must tell
OFFICE_LANGUAGES = ("ar", "fr", "pt", "am")
MISSED = {  # words that do not come out whole, so far
    "pdf/ar-marks.browser.pdf": ["أفْرِيقِيَا"],
    "pdf/ar-marks.browser-sans.pdf": ["مُشَكَّلٌ"],
    "pdf/ar-marks.xelatex.pdf": ["الهِجْرَةُ", "والتَّنْمِيَةُ", "في", "أفْرِيقِيَا"],
}


def main() -> None:
    expected = {}
    with ThreadPoolExecutor(3) as threads:
        jobs = [(make_pdf, name, language) for name in printed.PRODUCERS for language in TEXTS]
        jobs += [(make_pdf, name, language) for name in printed.PRODUCERS_OF_FEW for language in printed.FEW]
        jobs += [(make_office, name, language) for name in office.PRODUCERS for language in OFFICE_LANGUAGES]
        for made in threads.map(lambda job: job[0](*job[1:]), jobs):
            expected |= made
    expected |= variants() | forms.make(FOLDER) | further.make(FOLDER) | pictures.make(FOLDER)
    rows = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(row, ensure_ascii=False)}" for name, row in sorted(expected.items())
    )
    (FOLDER / "expected.json").write_text("{\n" + rows + "\n}\n")
    print(len(expected), "files", file=sys.stderr)


def make_pdf(name, language):
    target = FOLDER / "pdf" / f"{language}.{name}.pdf"
    if not target.exists():
        with tempfile.TemporaryDirectory() as folder:
            producers = printed.PRODUCERS | printed.PRODUCERS_OF_FEW
            data = producers[name](language, TEXTS[language], Path(folder))
        if data is None:
            return {}
        write(target, data)
    if (name, language) in printed.WRONG:
        return {f"pdf/{target.name}": {"state": "done", "looks_wrong": True, "pages": 1}}
    return {f"pdf/{target.name}": row(language, f"pdf/{target.name}") | {"pages": 1}}


def make_office(name, language):
    with tempfile.TemporaryDirectory() as folder:
        made = office.PRODUCERS[name](language, TEXTS[language], Path(folder))
    found = {}
    for ending, data in made.items():
        target = FOLDER / ending / f"{language}.{name}.{ending}"
        if not target.exists():
            write(target, data)
        found[f"{ending}/{target.name}"] = row(language, f"{ending}/{target.name}")
        if name == "libraries" and ending in ("pptx", "odp"):
            found[f"{ending}/{target.name}"]["pages"] = len(TEXTS[language])
    return found


def variants():
    """Files of Office under other names, in other namespaces, and with a password."""
    found = {}
    for ending, producer in [("docx", "pandoc"), ("docx", "libraries"), ("pptx", "libraries"), ("xlsx", "libraries")]:
        for language in ("ar", "fr"):
            data = (FOLDER / ending / f"{language}.{producer}.{ending}").read_bytes()
            for name, change in [("strict", office.strict), ("elsewhere", office.elsewhere)]:
                found |= put(f"{ending}/{language}.{producer}-{name}.{ending}", change(data), row(language))
        if producer == "libraries":
            found |= put(f"{ending}/fr.locked.{ending}", office.locked(data, ending), {"state": "encrypted"})
    data = (FOLDER / "docx" / "fr.libraries.docx").read_bytes()
    found |= put("docx/fr.backslashes.docx", office.backslashed(data), row("fr"))
    found |= put("docx/fr.cut.docx", data[: len(data) // 2], {"state": "damaged"})
    found |= put("docx/fr.not-one.docx", b"PK\x03\x04" + bytes(600), {"state": "damaged"})
    return found


def put(name, data, expected):
    target = FOLDER / name
    if not target.exists():
        write(target, data)
    return {name: expected}


def row(language, name=""):
    """Return what is expected of a file of a text: its state, its paragraphs in their order, its language."""
    found = {"state": "done", "text": language}
    if language in LANGUAGES:
        found["language"] = LANGUAGES[language]
    if missed := MISSED.get(name):
        found["missed"] = missed
    return found


def write(target, data):
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


if __name__ == "__main__":
    main()
