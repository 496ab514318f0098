"""Judged questions, and how good an answer to one is."""

import csv
import math
from pathlib import Path
from urllib.parse import urlsplit

from django.test import Client

FOLDER = Path(__file__).resolve().parents[1] / "search"
LOOKED_AT = 10  # results, as far as people look
NOTHING = "NONE"  # as the good answer: nothing is to be found
OVERVIEW = ("", "fr", "pt", "ar")  # the last part of its address in each language


def questions():
    """Return the judged questions as dictionaries: half, language, kind, query, and `grades` by good answer."""
    with (FOLDER / "questions.csv").open(encoding="utf-8") as file:
        return [{**row, "grades": grades(row)} for row in csv.DictReader(file)]


def grades(row):
    """Return the grade of each good answer by the last part of its address: 3 where none is given."""
    pairs = (pair.partition(":") for pair in row["relevant"].split() if pair != NOTHING)
    return {slug: int(grade or 3) for slug, _colon, grade in pairs}


def gain(grades):
    """Return the discounted gain of grades in the order of the results (Järvelin and Kekäläinen, 2002)."""
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:LOOKED_AT]))


def quality(wanted, found):
    """Return the nDCG@10 of the names found for a question, between 0 and 1."""
    if not wanted:
        return float(not found)
    names = list(dict.fromkeys(found))
    return gain([wanted.get(name, 0) for name in names]) / gain(sorted(wanted.values(), reverse=True))


def found_by_site(language, query):
    """Return the names of what the site answers."""
    prefix = "" if language == "en" else f"/{language}"
    response = Client().get(f"{prefix}/search/", {"q": query, "format": "json"})
    return [name_of(result["url"]) for result in response.json()["results"]]


def name_of(address):
    """Return the last part of an address; of a file, the document that it is of; `mme` of the overview."""
    name = urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1]
    if name in OVERVIEW:
        return "mme"
    return name.rsplit("-", 1)[0] if name.endswith(".pdf") else name
