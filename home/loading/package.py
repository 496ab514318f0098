"""The data package of a site as a folder of content files, from which an empty site is loaded.

A text stands in a package without its form: it comes back as paragraphs. A file that the other site holds is named by
its address there.
"""

import csv
import json
import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import polib
from django.conf import settings

from home.loading.catalogues import FOLDER, Catalogue
from home.loading.members import BELOW_A_MEMBER, BODY_FIELDS, IN_COLUMNS, MEMBER_FIELDS, NAMES, OPTIONAL
from home.loading.pages import OVERVIEW
from home.loading.rows import ContentError
from members.models.kinds import BodyKind
from mme_site.opendata.schemas import Link

Facts = dict[str, Any]
LISTS = {"themes": "theme list", "meetings": "meeting list", "documents": "document list", "members": "member list"}
NAMES_OF_LISTS = {"themes": "current-focus"}  # by which the content files call them
SAME = ("slug", "title", "summary", "id")
SAME_OF_FACTS = (*SAME, "kind", "confidence", "note", "checked_on")
OF_MEETINGS = ("status", "start_time", "end_time", "time_zone", "city", "venue", "online_url")
OF_MEETINGS += ("organisers", "participants", "motto")
OF_DOCUMENTS = ("symbol", "date_kind", "place", "body_responsible", "adopters", "follow_up")
LINK = Link.model_fields.keys()
NO_WORDS = {"names", "id", "slug", "url", "short_url", "language", "words_in"}
NO_WORDS |= {"kind_name", "status_name", "region_name"}  # which the site has by itself
RELATIONS = {"supersedes": "supersedes", "corrects": "corrects", "follows": "follows", "carries-out": "carries_out"}


class Package:
    """What a package tells, by the name of the kind and the language."""

    def __init__(self, archive: Path) -> None:
        self.facts: dict[str, dict[str, list[Facts]]] = {}
        try:
            with zipfile.ZipFile(archive) as files:
                for name in files.namelist():
                    *_folder, language, file = ["", *name.split("/")]
                    if file.endswith(".json") and language in dict(settings.LANGUAGES):
                        self.facts.setdefault(file.removesuffix(".json"), {})[language] = json.loads(files.read(name))
        except (OSError, ValueError, zipfile.BadZipFile) as error:
            raise ContentError(archive.name, f"it is no data package: {error}") from error
        if not self.of("partnerships"):
            raise ContentError(archive.name, "it holds no partnership")
        self.by_id: dict[str, dict[str, Facts]] = {code: {} for code, _name in settings.LANGUAGES}
        for by_language in self.facts.values():
            for language, records in by_language.items():
                self.by_id[language] |= {record["id"]: record for record in records}

    @property
    def languages(self) -> list[str]:
        """The languages beside that in which everything is written."""
        return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]

    def of(self, kind: str) -> list[Facts]:
        """Return the records of a kind in the language in which they are written; pages in the order of the tree."""
        records = self.facts.get(kind, {}).get(settings.LANGUAGE_CODE, [])
        return sorted(records, key=lambda record: record["number"]) if kind in ("meetings", "documents") else records

    def words(self, record: Facts, language: str, *names: str) -> dict[str, str]:
        """Return the words that a record has in a language by those of its original; of some of its facts only."""
        translated = self.by_id[language].get(record["id"], {})
        return dict(pairs({name: record[name] for name in names or record}, translated))

    def catalogue_of(self, page: Any, language: str) -> Catalogue:
        """Return the words of the translation of a page that was made of the package."""
        urn = page.translation_key.urn
        is_translated = self.by_id[language].get(urn, {}).get("words_in") == language
        record = self.by_id[settings.LANGUAGE_CODE].get(urn)
        return Catalogue(language, self.words(record, language) if record and is_translated else {})

    def own_body(self, page: Any, language: str) -> list[Facts] | None:
        """Return the blocks of a translation whose paragraphs are not those of its original, one by one; else None."""
        urn = page.translation_key.urn
        record, translated = (self.by_id[code].get(urn, {}) for code in (settings.LANGUAGE_CODE, language))
        if translated.get("words_in") != language or "text" not in record:
            return None
        words = self.words(record, language)
        if "\n\n".join(words.get(one, one) for one in record["text"].split("\n\n")) == translated["text"]:
            return None
        return [{"type": kind, "value": value} for one in body(translated["text"]) for kind, value in one.items()]

    def words_of_plain_records(self, language: str) -> dict[str, str]:
        """Return the words of what is no page: of members, bodies, series and places."""
        told = ("official_name", "note", "periods", "suspensions")  # the names stand beside each other
        of_members = (self.words(one, language, *told) for one in self.of("members"))
        of_meetings = (self.words(one, language, "city", "series") for one in self.of("meetings"))
        of_documents = (self.words(one, language, "place") for one in self.of("documents"))
        return {text: word for words in (*of_members, *of_meetings, *of_documents) for text, word in words.items()}


def pairs(one: Any, other: Any) -> Iterator[tuple[str, str]]:
    """Yield each text of a record, and what stands in its place in another language; not those of what it links to."""
    if isinstance(one, dict) and isinstance(other, dict) and other.keys() != LINK:
        for name in one.keys() & other.keys() - NO_WORDS:
            yield from pairs(one[name], other[name])
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for first, second in zip(one, other, strict=True):
            yield from pairs(first, second)
    elif isinstance(one, str) and isinstance(other, str) and one and other and one != other:
        texts, words = one.split("\n\n"), other.split("\n\n")
        for text, word in zip(texts, words, strict=True) if len(texts) == len(words) else ():
            yield from ((text, word), (escape(text, quote=False), escape(word, quote=False)))


def write_content(package: Package, folder: Path) -> list[str]:
    """Write the content files of a package into a folder; return the names of the pages, those above others first."""
    (folder / "pages").mkdir()
    (folder / FOLDER).mkdir()
    for language in package.languages:
        catalogue = polib.POFile()
        words = package.words_of_plain_records(language)
        catalogue.extend(polib.POEntry(msgid=text, msgstr=words[text]) for text in words)
        catalogue.save(str(folder / FOLDER / f"{language}.po"))
    write_members(package, folder)
    write_table(folder, "series.csv", ["slug", *NAMES], series_of(package))
    places = {one["city"] for one in package.of("meetings")} | {one["place"] for one in package.of("documents")}
    write_table(folder, "places.csv", ["name_en"], [{"name_en": place} for place in sorted(places - {""})])
    write_json(folder, "printed.json", {})
    write_json(folder, "themes.json", {"themes": [theme(one, package.of("themes")) for one in package.of("themes")]})
    write_json(folder, "meetings.json", {"meetings": [meeting(one) for one in package.of("meetings")]})
    documents = [document(one) for one in package.of("documents")]
    write_json(folder, "documents.json", {"documents": earlier_first(documents)})
    pages = dict(pages_of(package))
    for name, values in pages.items():
        write_json(folder, f"pages/{name}.json", values)
    lists = [{"page": pages[name]["slug"]} for name in pages if pages[name]["type"] in LISTS.values()]
    site = {"site_name": package.of("partnerships")[0]["short_name"], "menu": lists, "footer_links": []}
    write_json(folder, "settings.json", site)
    return list(pages)


def write_json(folder: Path, name: str, values: Facts) -> None:
    (folder / name).write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")


def write_table(folder: Path, name: str, fields: list[str], rows: Iterable[Facts]) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, fields, extrasaction="ignore", restval="")
        table.writeheader()
        table.writerows({name: "" if value is None else value for name, value in row.items()} for row in rows)


def write_members(package: Package, folder: Path) -> None:
    members = package.of("members")
    unions = {code for partnership in package.of("partnerships") for code in partnership["bodies"]}
    facts = [fact for member in members for fact in [*member["periods"], *member["suspensions"]]]
    bodies = {fact["body"]: fact["body_name"] for fact in facts}
    rows = [
        {"code": code, "name_en": bodies.get(code, code), "kind": BodyKind.UNION if code in unions else BodyKind.REC}
        for code in dict.fromkeys([*bodies, *unions])
    ]
    write_table(folder, "bodies.csv", BODY_FIELDS, rows)
    names = [{f"name_{language}": name for language, name in member["names"].items()} for member in members]
    rows = [{**member, **by_language} for member, by_language in zip(members, names, strict=True)]
    write_table(folder, "members.csv", MEMBER_FIELDS, rows)
    for relation, (file, fields) in BELOW_A_MEMBER.items():
        rows = [{"member": member["code"], **dated(fact)} for member in members for fact in member[relation]]
        write_table(folder, file, [*fields, *OPTIONAL.get(relation, ())], rows)


def dated(fact: Facts) -> Facts:
    """Return a fact with its dates as the content files write them, and how sure it is."""
    dates = {
        name: partial(fact[name], fact.get(f"{name.partition('_')[0]}_precision", "day"))
        for name in ("from_date", "until_date")
    }
    ended = "yes" if fact.get("has_ended") and not fact["until_date"] else ""
    return {"confidence": "high", **fact, **dates, "has_ended": ended}


def partial(date: str | None, precision: str) -> str:
    """Return a date with no more than its precision."""
    return (date or "")[: {"year": 4, "month": 7}.get(precision, 10)]


def series_of(package: Package) -> list[Facts]:
    """Return the series that meetings belong to, with their names."""
    found: dict[str, Facts] = {}
    for language, meetings in package.facts.get("meetings", {}).items():
        for series in (one["series"] for one in meetings if one["series"]):
            if language == settings.LANGUAGE_CODE or language in IN_COLUMNS:
                found.setdefault(series["slug"], {"slug": series["slug"]})[f"name_{language}"] = series["name"]
    for row in found.values():  # what is not translated is there in English
        row |= {f"name_{code}": "" for code in IN_COLUMNS if row.get(f"name_{code}") == row["name_en"]}
    return list(found.values())


def body(text: str) -> list[Facts]:
    return [{"paragraph": f"<p>{escape(part, quote=False)}</p>"} for part in text.split("\n\n") if part]


def of_page(record: Facts, *names: str) -> Facts:
    return {**{name: record[name] for name in (*SAME, *names)}, "sources": record["sources"]}


def theme(record: Facts, themes: list[Facts]) -> Facts:
    known = {one["number"] for one in themes}
    above = record["above"] if record["above"] and record["above"]["number"] in known else None
    return {**of_page(record), "theme": above["slug"] if above else "", "body": body(record["text"])}


def facts(record: Facts, *names: str) -> Facts:
    """Return what meetings and documents tell alike; what is public was announced, however sure it is."""
    printed = [one for one in record["other_names"] if one["language"]]
    return {
        **of_page(record, *SAME_OF_FACTS, *names),
        "announced": True,
        "body": body(record["text"]),
        "themes": [one["slug"] for one in record["themes"]],
        "other_names": [one["name"] for one in record["other_names"] if not one["language"]],
        "printed_titles": [
            {"title": one["name"], "language": one["language"], "official": one["is_official"]} for one in printed
        ],
    }


def point(record: Facts, *names: str) -> Facts:
    said = {name: record[name] for name in ("text", "confidence", "themes", *names)}
    return {**said, "publisher": record["source"], "url": record["source_url"]}


def meeting(record: Facts) -> Facts:
    points = [
        {**point(one, "about"), "led_to": one["led_to"]["slug"] if one["led_to"] else ""}
        for one in [*record["outcomes"], *record["points"]]
    ]
    agenda = [
        {**item, "text": "".join(part["paragraph"] for part in body(item["text"])), "papers": slugs(item["papers"])}
        for item in record["agenda"]
    ]
    series, precision = record["series"], record["date_precision"]
    return {
        **facts(record, *OF_MEETINGS),
        "series": series["slug"] if series else "",
        "number": series["number"] if series else None,
        "start_date": partial(record["start_date"], precision),
        "end_date": partial(record["end_date"], precision),
        "host": record["host"]["code"] if record["host"] else "",
        "points": points,
        "agenda": agenda,
        "deadlines": record["deadlines"],
    }


def document(record: Facts) -> Facts:
    related = {name: [] for name in RELATIONS.values()}
    for relation in record["relations"]:
        if relation["kind"] in RELATIONS:  # those of later documents are told by these
            related[RELATIONS[relation["kind"]]].append(relation["document"]["slug"])
    return {
        **facts(record, *OF_DOCUMENTS),
        **related,
        "date": partial(record["date"], record["date_precision"]),
        "not_found": record["is_not_found"],
        "meeting": record["meeting"]["slug"] if record["meeting"] else "",
        "discussed_at": slugs(record["discussed_at"]),
        "points": [point(one, "place_in_text") for one in record["key_points"]],
        "files": [
            {
                **{name: file[name] for name in ("language", "url", "pages", "publisher", "holds", "checked_on")},
                "official": file["is_official"],
            }
            for file in record["files"]
        ],
    }


def slugs(links: list[Facts]) -> list[str]:
    return [link["slug"] for link in links]


def earlier_first(documents: list[Facts]) -> list[Facts]:
    """Return documents in such an order that each comes after those that it follows."""
    known = {one["slug"]: one for one in documents}
    ordered: dict[str, Facts] = {}

    def place(slug: str, later: tuple[str, ...] = ()) -> None:
        if slug in later:
            raise ContentError("documents.json", "documents follow each other in a circle", slug)
        if slug not in ordered:
            for earlier in known[slug]["follows"]:
                place(earlier, (*later, slug))
            ordered[slug] = known[slug]

    for slug in known:
        place(slug)
    return list(ordered.values())


def pages_of(package: Package) -> Iterator[tuple[str, Facts]]:
    """Yield the overview, the lists and the pages of text, each after the one above it, by their names."""
    overview, *others = package.of("partnerships")
    if others:
        raise ContentError("partnerships.json", "it holds several partnerships; an empty site takes one")
    yield OVERVIEW, overview_page(overview)
    home = urlsplit(overview["url"]).path.rstrip("/")
    for record in package.of("pages"):
        *parents, slug = urlsplit(record["url"]).path.removeprefix(home).strip("/").split("/")
        page = {**of_page(record), "in_menus": not parents}
        kind = record["kind"]
        if kind == "text":
            yield (
                "-".join([*parents, slug]),
                {**page, "type": "text", "parent": "/".join(parents), "body": body(record["text"])},
            )
        elif kind == "members":
            yield kind, {**page, "type": LISTS[kind], "bodies": overview["bodies"], "readings": body(record["text"])}
        else:
            yield NAMES_OF_LISTS.get(kind, kind), {**page, "type": LISTS[kind], "body": body(record["text"])}


def overview_page(record: Facts) -> Facts:
    return {
        **of_page(record, "short_name", "tagline", "standing", "own_series", "related_series"),
        "type": "overview",
        "in_menus": True,
        "established_on": partial(record["established_on"], record["established_precision"]),
        "founding_meeting": record["founding_meeting"]["slug"] if record["founding_meeting"] else "",
        "key_documents": slugs(record["key_documents"]),
        **{name: body(text) for name, text in record["sections"].items()},
    }
