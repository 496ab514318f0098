"""How well the search finds what is meant, in the content that the project ships and in files put to it.

`tests/search/judgements.csv` says for each query what a reader wants, and how much. Other
queries are tried by people; none of those is to be added here because it failed.
"""

import csv
import math
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Page

from mme_site.caching import version
from mme_site.files.models import FilePageText, FileText, FileUse, SiteDocument
from tests.helpers.searching import reindex

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

FLOOR = {"postgresql": 0.95, "sqlite": 0.95}
# Of tests/search/questions.csv: what may be looked at while the search is worked on, and what decides.
FLOORS = {"tuning": 0.92, "deciding": 0.88}
FLOOR_OF_A_LANGUAGE = 0.85
LOOKED_AT = 10  # results, as far as people look
NOTHING = "NONE"  # as the good answer: nothing is to be found
FOLDER = Path(__file__).resolve().parents[1] / "search"
# What is inside files, by the document that they are put to: language and pages.
FILES = {
    "air-faq-2012": [
        ("en", ["Contents", "Most families use cash pick-up points.", "Fees of mobile money operators fall."]),
        ("fr", ["Sommaire", "Les transferts de fonds des migrants sont chers.", "Le coût d'un envoi baisse."]),
    ],
    "lisbon-declaration": [("pt", ["Capa", "A mobilidade dos estudantes e as migrações entre os dois continentes."])],
    "tripoli-declaration-2006": [("ar", ["إعلان", "إنّ الهجرة والتنمية تتطلبان مكافحة الاتجار بالبشر."])],
    "rome-programme-2014": [("en", ["Cover", "Scholarships are to be portable between universities."])],
    "khartoum-declaration-2014": [("en", ["Cover", "Training of border guards, and vessels for them."])],
}


@pytest.fixture(scope="module")
def with_files(loaded, django_db_blocker):
    """The content with what is inside some files, indexed."""
    with django_db_blocker.unblock():
        for slug, files in FILES.items():
            page = Page.objects.get(slug=slug)
            for number, (language, pages) in enumerate(files):
                put(page, f"{slug}-{number}.pdf", language, pages)
            reindex(page.specific)


def put(page, name, language, pages):
    file = SiteDocument.objects.create(title=name, file=f"documents/{name}", sha256="0" * 64)
    FileUse.objects.create(document=file, page_id=page.pk, field="files")
    read = {"state": "done", "pages": len(pages), "language": language, "sha256": file.sha256}
    text, _is_new = FileText.objects.update_or_create(document=file, defaults=read)
    for number, words in enumerate(pages, 1):
        FilePageText.objects.create(file_text=text, number=number, text=words)


@pytest.fixture(scope="module")
def asked(with_files, django_db_blocker):
    """The quality of the answer to each judged question, with its half and language; all asked once, of one index."""
    with django_db_blocker.unblock(), unchanged(), (FOLDER / "questions.csv").open(encoding="utf-8") as file:
        return [
            (row["half"], row["language"], row["query"], *quality(row["language"], row["query"], grades(row)))
            for row in csv.DictReader(file)
        ]


@contextmanager
def unchanged():
    """Let the site keep what it reads, as it does while nothing changes; in a transaction it would read all anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(version, "version_for_cache", lambda: "unchanged")
        yield


def grades(row):
    """Return the grade of each good answer by the last part of its address: 3 where none is given."""
    pairs = (pair.partition(":") for pair in row["relevant"].split() if pair != NOTHING)
    return {slug: int(grade or 3) for slug, _colon, grade in pairs}


def judgements():
    with (FOLDER / "judgements.csv").open() as file:
        for row in csv.DictReader(file):
            yield row["language"], row["query"], grades(row)


def gain(grades):
    """Return the discounted gain of grades in the order of the results (Järvelin and Kekäläinen, 2002)."""
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:LOOKED_AT]))


def quality(language, query, wanted):
    """Return the nDCG@10 of what the site answers, between 0 and 1, and the names of what came first."""
    prefix = "" if language == "en" else f"/{language}"
    response = Client().get(f"{prefix}/search/", {"q": query, "format": "json"})
    found = [result["url"].split("#")[0].rstrip("/").rsplit("/", 1)[-1] for result in response.json()["results"]]
    found = list(dict.fromkeys(map(file_owner, found)))
    if not wanted:
        return float(not found), found[:3]
    best = gain(sorted(wanted.values(), reverse=True))
    return gain([wanted.get(name, 0) for name in found]) / best, found[:3]


def file_owner(name):
    """Return the document whose file a result opens at; the overview has no name of its own in its address."""
    if name in ("testserver", "fr", "pt", "ar"):
        return "mme"
    return name.rsplit("-", 1)[0] if name.endswith(".pdf") else name


def test_readers_find_what_they_mean(with_files):
    with unchanged():
        judged = [(query, *quality(language, query, wanted)) for language, query, wanted in judgements()]
    mean = sum(score for _query, score, _found in judged) / len(judged)
    worst = [f"{score:.2f} {query}: {found}" for query, score, found in sorted(judged, key=lambda one: one[1])[:25]]

    assert len(judged) >= 120
    assert mean >= FLOOR[connection.vendor], f"nDCG@{LOOKED_AT} is {mean:.3f}. The worst:\n" + "\n".join(worst)


@pytest.mark.parametrize("half", FLOORS)
def test_people_find_what_they_ask_for_in_each_language(asked, half):
    judged = [row for row in asked if row[0] == half]
    mean = sum(score for *_row, score, _found in judged) / len(judged)
    worst = [f"{score:.2f} {language} {query}: {found}" for _half, language, query, score, found in judged]
    said = f"nDCG@{LOOKED_AT} is {mean:.3f}."
    if half == "tuning":  # of the half that decides, nobody is to see what fails
        said += " The worst:\n" + "\n".join(sorted(worst)[:25])
    by_language = {}
    for _half, language, _query, score, _found in judged:
        by_language.setdefault(language, []).append(score)

    assert len(asked) >= 400
    assert min(map(len, by_language.values())) >= 50
    assert mean >= FLOORS[half], said
    assert min(sum(scores) / len(scores) for scores in by_language.values()) >= FLOOR_OF_A_LANGUAGE, said


def test_half_of_the_questions_are_names_acronyms_topics_and_whole_questions():
    with (FOLDER / "questions.csv").open(encoding="utf-8") as file:
        kinds = [row["kind"] for row in csv.DictReader(file)]

    assert sum(kind in ("name", "acronym", "topic", "question") for kind in kinds) > len(kinds) / 3
