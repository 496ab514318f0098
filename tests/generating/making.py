"""Makes content, batch by batch; each batch is one transaction and leaves a whole tree."""

import random
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from wagtail.models import Page

from meetings.models import MeetingSeries, ThemePage
from members.models import Member
from tests.generating import branches, documents, meetings, rows
from tests.generating.words import LANGUAGES

BATCH = 100  # meetings, and as many documents as belong to them
MEETINGS_PER_SERIES = 100
# One in so many meetings is there in the language as well, with its documents.
TRANSLATED = {"fr": 10, "pt": 20, "ar": 20}


@dataclass
class Library:
    """What meetings and documents point to."""

    members: dict
    series: list
    themes: list


@dataclass
class Made:
    """How much there is so far."""

    meetings: int = 0
    documents: int = 0
    translations: int = 0
    file_bytes: int = 0


def make(overview, wanted, seed):
    """Make as many meetings and documents as `wanted`, a Made, says; yield what there is after each batch.

    What is there stays: the new comes after it. The same seed makes the same content of the
    same beginning on the same day.
    """
    grown = {language: branches.grow(overview, language) for language in LANGUAGES}
    first = Page.objects.aggregate(last=Max("pk"))["last"] + 1  # no earlier run counted as far
    choose = random.Random(f"{seed} {first}")
    library = Library(
        members=Member.objects.in_bulk(field_name="code"),
        series=make_series(wanted.meetings),
        themes=list(ThemePage.objects.descendant_of(overview).values_list("pk", flat=True)),
    )
    made, batches = Made(), max(-(-wanted.meetings // BATCH), 1)
    for batch in range(1, batches + 1):
        meeting_count = wanted.meetings * batch // batches - made.meetings
        document_count = wanted.documents * batch // batches - made.documents
        with transaction.atomic():
            held = [meetings.meeting_facts(first + made.meetings + n, choose, library) for n in range(meeting_count)]
            texts = [
                documents.document_facts(first + made.documents + n, choose, held, library.themes)
                for n in range(document_count)
            ]
            follow_each_other(texts, choose)
            made.file_bytes += documents.write_files(texts)
            for language, branch in grown.items():
                made.translations += store(branch, *in_language(held, texts, language))
        made.meetings += meeting_count
        made.documents += document_count
        yield made


def make_series(meeting_count):
    """Return the series of the site, and new ones where there are too few for so many meetings."""
    series = list(MeetingSeries.objects.all())
    lacking = range(len(series), max(meeting_count // MEETINGS_PER_SERIES, 1))
    new = [MeetingSeries(name_en=f"Process no. {number}", slug=f"process-{number}") for number in lacking]
    return series + MeetingSeries.objects.bulk_create(new)


def follow_each_other(texts, choose):
    """Let every fifth text follow an earlier one of its batch."""
    for place, facts in enumerate(texts):
        if place and place % 5 == 0:
            facts.earlier = texts[choose.randrange(place)]


def in_language(held, texts, language):
    """Return those of these meetings, and of their documents, that are there in a language."""
    if language == "en":
        return held, texts
    chosen = [facts for facts in held if facts.number % TRANSLATED[language] == 0]
    keys = {facts.key for facts in chosen}
    return chosen, [facts for facts in texts if facts.meeting and facts.meeting.key in keys]


def store(branch, held, texts):
    """Store meetings and documents in one language; return how many are translations."""
    language = branch.language
    new_meetings = [meetings.meeting(facts, language) for facts in held]
    insert(branch.meetings, held, new_meetings, language)
    new_documents = [documents.document(facts, language) for facts in texts]
    insert(branch.documents, texts, new_documents, language)
    for facts, new in zip(texts, new_documents, strict=True):
        documents.add_relation(facts, new, language)
    papers = {}
    for new in new_documents:
        papers.setdefault(new.item.meeting_id, []).append(new.item.pk)
    for new in new_meetings:
        meetings.add_papers(new, papers.get(new.item.pk, ()))
    for pages in filter(None, (new_meetings, new_documents)):
        rows.insert_lines(pages)
        rows.insert_revisions(pages)
    documents.record_uses(new_documents)
    return 0 if language == "en" else len(held) + len(texts)


def insert(shelf, facts, pages, language):
    """Store pages without their lines, and remember their keys."""
    if pages:
        rows.insert_pages(shelf, [new.item for new in pages])
    for one, new in zip(facts, pages, strict=True):
        one.pages[language] = new.item.pk
