"""What a search of 100,000 items costs, and of fewer: `make bench`; with ITEMS=600000, of more.

Prints how long a mixed load of questions takes, facets and sentences included, beside plain
Wagtail search on the same data; suggestions; indexing everything, and one thing again;
memory. On PostgreSQL as well where TEST_DATABASE_URL is set. Seconds are those of one core:
what this process and its database process worked, whatever else the machine did.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ITEMS = int(os.environ.get("ITEMS", 100_000))  # pages, and pages of files
GROWTH = (1_000, 10_000)  # smaller sizes, by which it is seen how the times grow
ROUNDS = 2


def main():
    """Measure on SQLite, and on PostgreSQL where there is one; each in a process of its own."""
    postgresql = os.environ.get("TEST_DATABASE_URL")
    for url in ["", postgresql] if postgresql else [""]:
        for items in sorted({size for size in GROWTH if size < ITEMS} | {ITEMS}):
            environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "mme_site.settings.test", "DATABASE_URL": url}
            environment["ITEMS"] = str(items)
            subprocess.run([sys.executable, "-m", "tests.bench.search", "measure"], check=True, env=environment)


def measure():
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from search.engine import answer, suggesting
    from tests.bench.publishing import database_of_its_own
    from tests.helpers import search_crowd

    answer.SECONDS = suggesting.SECONDS = 600  # of the clock, which is not what is measured
    with database_of_its_own(connection):
        call_command("migrate", verbosity=0)
        watch = Watch(connection)
        made = watch.seconds(lambda: search_crowd.make(ITEMS * 12 // 100, ITEMS * 3 // 100, ITEMS * 85 // 1000))
        indexed = watch.seconds(index_everything)
        if connection.vendor == "postgresql":
            connection.cursor().execute("VACUUM ANALYZE")
        report(connection, watch, made, indexed)


class Watch:
    """Tells how long things take one core: this process and, on PostgreSQL, the one that serves it."""

    def __init__(self, connection):
        self.server = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.server = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def now(self):
        # Of a database on another machine nothing can be told; then it is the time that passes.
        if self.server is None:
            return time.process_time()
        if not self.server.exists():
            return time.perf_counter()
        return time.process_time() + int(self.server.read_text().split()[0]) / 1e9

    def seconds(self, act):
        began = self.now()
        act()
        return self.now() - began


QUESTIONS = [
    *["when did Morocco join", "how many members", "who was a member in 2010", "which states are suspended"],
    *[
        "when is the next summit",
        "where was the 4th summit",
        "what was decided in Tripoli",
        "novembre 2006",
        "29/11/2010",
    ],
]


def after_a_change(watch, act, query):
    """Return the seconds of the first question, or of the first letters, after the content has changed."""
    from meetings.models import DocumentPage

    page = DocumentPage.objects.order_by("pk").first()
    seconds = []
    for number in range(3):
        DocumentPage.objects.filter(pk=page.pk).update(symbol=f"CHANGED-{act.__name__}-{number}")
        seconds.append(watch.seconds(lambda: act(query)))
    return statistics.median(seconds)


def index_everything():
    from meetings.models import DocumentPage, MeetingPage
    from search.indexing.documents import collect
    from search.indexing.writer import write_in_batches

    for model in (DocumentPage, MeetingPage):
        write_in_batches(map(collect, model.objects.select_related("locale").order_by("pk").iterator(200)))


def report(connection, watch, made, indexed):
    from meetings.models import DocumentPage
    from search.models import Passage
    from tests.helpers.searching import reindex

    page = DocumentPage.objects.order_by("pk").first()
    page.title = f"{page.title} again"
    again = watch.seconds(lambda: reindex(page))
    questions = load()
    ours = [least(watch, ask, query) for query in questions]
    computed = [least(watch, ask, question) for question in QUESTIONS]
    first = after_a_change(watch, ask, "migration")
    first_suggested = after_a_change(watch, suggest, "migra")
    theirs = plain_wagtail(watch, questions)
    suggested = [least(watch, suggest, query[:5]) for query in questions]
    print(f"\n{connection.vendor}: {Passage.objects.count():,} texts, {len(questions)} questions")
    print(f"{'':28}{'median':>10}{'p95':>10}")
    rows = [
        ("search, facets, sentences", ours),
        ("questions, answered or not", computed),
        ("suggestions", suggested),
        ("Wagtail's search", theirs),
    ]
    for name, seconds in rows:
        print(f"{name:28}{statistics.median(seconds) * 1000:7.1f} ms{percentile(seconds) * 1000:7.1f} ms")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"after a change the first answer {first * 1000:.0f} ms", end="")
    print(f", the first suggestions {first_suggested * 1000:.0f} ms; ", end="")
    print(f"made in {made:.0f} s, indexed in {indexed:.0f} s, one document again in {again * 1000:.0f} ms", end="")
    print(f"; memory of the process at most {memory:.0f} MB", flush=True)


def percentile(seconds):
    return statistics.quantiles(seconds, n=20)[18]


def least(watch, act, query):
    return min(watch.seconds(lambda: act(query)) for _round in range(ROUNDS))


def load():
    """Return questions as people ask them: titles, parts of titles, words common and rare, codes, typos, facets."""
    from search.models import IndexedName, Word

    titles = list(IndexedName.objects.filter(is_title=True).order_by("pk").values_list("text", flat=True)[::150])[:60]
    rare = list(Word.objects.order_by("pk").values_list("text", flat=True)[::400])[:40]
    return [
        *titles[:25],
        *(" ".join(title.split()[-3:]) for title in titles[25:45]),
        *rare[:15],
        *(f"{word} migration" for word in rare[15:25]),
        *(word[:2] + word[3:] for word in rare[25:35] if len(word) > 6),
        *["COM.120", "EX.CL.77", "Assembly/AU/Dec.500", "tripoli 2006", "Africa-EU", '"action plan"'],
        *["migration", "mobility and employment", "migration -tripoli", "report OR communique"],
        *["migration&type=document", "migration&year=2006&kind=report", "employment&place=Tripoli&sort=date"],
    ]


def ask(query):
    """Answer a question as the page does, up to the template; what follows `&` is facets."""
    from django.http import QueryDict
    from django.test import RequestFactory

    from mme_site.caching.content_cache import use_content_cache
    from mme_site.pages.routing import site_of
    from search.engine.answer import Answer
    from search.forms import SearchForm

    words, _ampersand, facets = query.partition("&")
    asked = QueryDict(facets, mutable=True)
    asked["q"] = words
    request = RequestFactory().get("/search/")
    with use_content_cache():
        site = site_of(request)
        return Answer(SearchForm(asked, request, site), site, "en").lines


def suggest(query):
    from django.test import RequestFactory

    from mme_site.caching.content_cache import use_content_cache
    from mme_site.pages.routing import site_of
    from search.engine.suggesting import suggestions_for

    request = RequestFactory().get("/search/")
    with use_content_cache():
        return suggestions_for(query, site_of(request), "en", request)


def plain_wagtail(watch, questions):
    """Return the seconds of Wagtail's own search of the same pages, without files, facets or sentences."""
    from wagtail.models import Page
    from wagtail.search.backends import get_search_backend

    from meetings.models import DocumentPage, MeetingPage

    index = get_search_backend().get_index_for_model(DocumentPage)
    for model in (DocumentPage, MeetingPage):
        for at in range(0, model.objects.count(), 500):
            pages = list(model.objects.order_by("pk")[at : at + 500])
            super(type(index), index).add_items(model, pages)

    def ask(query):
        words = query.partition("&")[0]
        return list(Page.objects.live().public().search(words.replace('"', ""), operator="and")[:20])

    return [least(watch, ask, query) for query in questions]


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else main()
