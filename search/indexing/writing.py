"""Writes what was gathered: rows, the words they are matched by, and the vocabulary."""

import hashlib
import json
from collections import Counter

from django.db import connection, transaction

from search import fulltext
from search.indexing.vocabulary import learn
from search.models import Entry, Facets, Gram, Name, Result, Source, Word
from search.words.folding import in_order, name_key, words
from search.words.stemming import stem

OFTEN = 3  # times that a word is counted in one source
LARGEST_TEXT = 400_000  # bytes of the different words of one source; PostgreSQL takes 1,048,575 at most
PLACES = 10  # bytes that PostgreSQL keeps of where a word stands


def write(found):
    """Make the index hold what was gathered, and return how many results had changed."""
    if not found:
        return 0
    with transaction.atomic():
        known = {key(result): result for result in results_of(found)}
        changed = [item for item in found if is_new(item, known.get(key(item)))]
        if changed:
            write_changed(changed, [known[key(item)].pk for item in changed if key(item) in known])
        return len(changed)


def is_new(item, result):
    return result is None or result.digest != item.digest


def key(item):
    """Return what a gathered result and its row have in common."""
    if isinstance(item, Result):
        return item.page_id, item.member_id
    return item.page, item.member


def results_of(found):
    pages = [item.page for item in found if item.page]
    members = [item.member for item in found if item.member]
    return [*Result.objects.filter(page__in=pages), *Result.objects.filter(member__in=members)]


def write_changed(found, replaced):
    # A page with a file of 2,000 pages changes 2,000 entries; nothing of them is read for it.
    Entry.objects.filter(result__in=replaced)._raw_delete(using=connection.alias)
    Result.objects.filter(pk__in=replaced).delete()
    facets = {item.digest: facets_row(item.facets) for item in found}
    Facets.objects.bulk_create(set(facets.values()), ignore_conflicts=True)
    results = Result.objects.bulk_create(
        Result(
            **shared(item, facets[item.digest]),
            facts=item.facts,
            summary=item.summary,
            digest=item.digest,
        )
        for item in found
    )
    Name.objects.bulk_create(
        name_row(result, text, is_title)
        for result, item in zip(results, found, strict=True)
        for text, is_title in [(item.title, True), *((name, False) for name in item.names)]
    )
    write_words(found, results, facets)


def shared(item, facets):
    """Return what a result and its sources have in common."""
    return {
        "page_id": item.page,
        "member_id": item.member,
        "family": item.family,
        "language": item.language,
        "date": item.date,
        "facets": facets,
    }


class Text:
    """The words of one source while it is put together."""

    def __init__(self, result, item, file, head):
        self.result, self.item, self.file, self.head = result, item, file, head
        self.counts = Counter()
        self.entries = []  # (entry, stems)
        self.size = 0  # bytes of its different words

    def add(self, entry, stems):
        self.size += sum(len(stem.encode()) + PLACES for stem in set(stems) - self.counts.keys())
        self.counts.update(stems)
        self.entries.append((entry, stems))

    @property
    def stems(self):
        """The stems, none more than `OFTEN`: enough to tell what a text is about, and short."""
        return [stem for stem, count in self.counts.items() for _time in range(min(OFTEN, count))]


def write_words(found, results, facets):
    """Write what results, their sources and entries are matched by, and learn the words."""
    heads, texts, learned = [], [], set()
    for result, item in zip(results, found, strict=True):
        head, latest = Head(item), {}
        heads.append((result.pk, head.stems(item.language)))
        learned.update(head.words)
        for entry in item.entries:
            folded = words(f"{entry.title}\n{entry.text}")
            learned.update(folded)
            text = latest.get(entry.file)
            if text is None or text.size > LARGEST_TEXT:
                text = latest[entry.file] = Text(result, item, entry.file, head.stems(entry.language))
                texts.append(text)
            text.add(entry, stemmed(folded, entry.language))
    sources = Source.objects.bulk_create(
        Source(result=text.result, file_id=text.file, **shared(text.item, facets[text.item.digest])) for text in texts
    )
    database = fulltext.of_database()
    database.store_heads(heads)
    database.store_sources([(s.pk, text.head, text.stems) for s, text in zip(sources, texts, strict=True)])
    database.store_entries(
        [
            (columns(source.result_id, source.pk, entry), stems)
            for source, text in zip(sources, texts, strict=True)
            for entry, stems in text.entries
        ]
    )
    learn(learned)


def columns(result, source, entry):
    """Return the values of an entry's columns; the text of a file's page is not kept twice."""
    text = "" if entry.file else entry.text
    return (
        result,
        source,
        str(entry.kind),
        entry.title,
        entry.anchor,
        entry.language,
        text,
        entry.file,
        entry.number,
    )


class Head:
    """The words of title, names and facts of a result, which all its entries are found by as well."""

    def __init__(self, item):
        facts = " ".join(dict.fromkeys([*item.facts.values(), item.words]))
        self.fields = [words(text) for text in (item.title, " ".join(item.names), facts)]
        self.in_languages = {}

    @property
    def words(self):
        return [word for field in self.fields for word in field]

    def stems(self, language):
        """Return the stems of the three fields in a language."""
        if language not in self.in_languages:
            self.in_languages[language] = tuple(stemmed(field, language) for field in self.fields)
        return self.in_languages[language]


def stemmed(folded, language):
    """Return the stems of folded words in their order."""
    return [stem(word, language) for word in in_order(folded)]


def facets_row(facets):
    """Return the row of a combination of facet values; its key is made of them."""
    values = {name: sorted(set(values)) for name, values in sorted(facets.items()) if values}
    content = json.dumps(values, sort_keys=True, ensure_ascii=False)
    number = int.from_bytes(hashlib.blake2b(content.encode(), digest_size=8).digest(), "big") >> 1
    return Facets(id=number, values=values)


def name_row(result, text, is_title):
    folded = " ".join(words(text))[:500]
    return Name(result=result, text=text[:500], words=folded, key=name_key(text), is_title=is_title)


def forget_everything():
    """Empty the index before it is made anew; belongs into the transaction that makes it."""
    for model in (Entry, Source, Name, Result, Facets, Gram, Word):
        model.objects.all()._raw_delete(using=connection.alias)
