"""How well what is judged is found: by the site, by Wagtail's search, by FTS5 alone, and by tantivy: `make bench`.

All are asked the same questions (tests/search/questions.csv) of the same texts, the content that the project ships
with its translations. FTS5 and tantivy get the texts as the site collects them, with the words that rooms give. On
PostgreSQL as well where TEST_DATABASE_URL is set. Tantivy is asked where it is installed; nothing needs it.
"""

import io
import os
import re
import sqlite3
import statistics
import subprocess
import sys

WORDS = re.compile(r"\w+")
FIELDS = ("title", "names", "facts", "text")


def main():
    postgresql = os.environ.get("TEST_DATABASE_URL")
    for url in ["", postgresql] if postgresql else [""]:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "mme_site.settings.test", "DATABASE_URL": url}
        subprocess.run([sys.executable, "-m", "tests.bench.search_quality", "measure"], check=True, env=environment)


def measure():
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from mme_site.caching import version
    from tests.bench.publishing import database_of_its_own
    from tests.helpers.indexing import asked_for
    from tests.helpers.judging import found_by_site, questions

    with database_of_its_own(connection):
        call_command("migrate", verbosity=0)
        call_command("load_content", stdout=io.StringIO())
        asked_for.clear()
        call_command("update_index", verbosity=0)
        version.version_for_cache = lambda: "unchanged"  # nothing changes any more
        documents = list(texts())
        engines = {
            "the site": found_by_site,
            "Wagtail's search": by_wagtail,
            "FTS5 alone": fts5(documents),
            "tantivy": tantivy_of(documents),
        }
        report(connection.vendor, questions(), {name: engine for name, engine in engines.items() if engine})


def texts():
    """Yield what is searched: the name of each result, and its fields."""
    from search.indexing.documents import collect_everything

    for item, document in collect_everything():
        name = getattr(item, "slug", None) or getattr(item, "code", "")
        facts = " ".join([*document.facts.values(), document.words])
        text = " ".join(passage.text for passage in document.passages)
        yield name, document.title, " ".join(document.names), facts, text


def by_wagtail(_language, query):
    from wagtail.models import Page

    from members.models import Member

    pages = Page.objects.live().public().search(query, operator="or")[:10]
    members = Member.objects.live().search(query, operator="or")[:2]
    return [item.slug for item in [*members, *pages]]


def fts5(documents):
    """Return what asks FTS5 with its own stems and ranking."""
    database = sqlite3.connect(":memory:")
    database.execute(
        f"CREATE VIRTUAL TABLE texts USING fts5 (name UNINDEXED, {', '.join(FIELDS)},"
        " tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    database.executemany("INSERT INTO texts VALUES (?, ?, ?, ?, ?)", documents)

    def ask(_language, query):
        asked = " OR ".join(f'"{word}"' for word in WORDS.findall(query))
        found = database.execute(
            "SELECT name FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 0, 10, 5, 2, 1) LIMIT 30", [asked]
        )
        return [name for (name,) in found]

    return ask


def tantivy_of(documents):
    """Return what asks tantivy; None where it is not installed."""
    try:
        import tantivy
    except ImportError:
        return None
    builder = tantivy.SchemaBuilder().add_text_field("name", stored=True, tokenizer_name="raw")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="en_stem")
    index = tantivy.Index(builder.build())
    writer = index.writer()
    for name, *fields in documents:
        writer.add_document(tantivy.Document(name=[name], **{k: [v] for k, v in zip(FIELDS, fields, strict=True)}))
    writer.commit()
    index.reload()
    boosts = {"title": 10.0, "names": 5.0, "facts": 2.0, "text": 1.0}

    def ask(_language, query):
        searcher = index.searcher()
        asked = index.parse_query(" ".join(WORDS.findall(query)), list(FIELDS), field_boosts=boosts)
        return [searcher.doc(address)["name"][0] for _score, address in searcher.search(asked, 30).hits]

    return ask


def report(vendor, judged, engines):
    """Print the nDCG@10 of each engine: of all, by half, and by language."""
    from tests.helpers.judging import quality

    groups = {"all": judged}
    for name in ("half", "language"):
        for value in dict.fromkeys(row[name] for row in judged):
            groups[value] = [row for row in judged if row[name] == value]
    print(f"\n{vendor}: nDCG@10 of {len(judged)} judged questions")
    print(f"{'':20}" + "".join(f"{name:>10}" for name in groups))
    for name, ask in engines.items():
        for row in judged:
            row["score"] = quality(row["grades"], ask(row["language"], row["query"]))
        means = (statistics.mean(row["score"] for row in rows) for rows in groups.values())
        print(f"{name:20}" + "".join(f"{mean:10.3f}" for mean in means), flush=True)


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else main()
