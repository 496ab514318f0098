"""Writes collected documents: rows, the words they are matched by, and the vocabulary."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction

from search import fulltext
from search.indexing.documents import CollectedDocument, CollectedPassage
from search.indexing.vocabulary import learn
from search.models import Facets, IndexDocument, IndexedName, Passage, TextSource, Trigram, Word
from search.models.record_key import KEY, is_of
from search.words.folding import in_order, name_key, words
from search.words.stemming import stem

MOST_PASSAGES = 1_000  # that are written at once
OFTEN = 3  # times that a word is counted in one source
LARGEST_TEXT = 400_000  # bytes of the different words of one source; PostgreSQL takes 1,048,575 at most
PLACES = 10  # bytes that PostgreSQL keeps of where a word stands
SAME_IN_ROW = (*KEY, "family", "language", "date", "facts", "summary", "weight", "digest")  # as they were collected


def write_in_batches(documents: Iterable[CollectedDocument]) -> None:
    """Write documents, no more at once than fit into memory."""
    batch, passages = [], 0
    for document in documents:
        batch.append(document)
        passages += len(document.passages)
        if passages >= MOST_PASSAGES:
            write(batch)
            batch, passages = [], 0
    write(batch)


def write(documents: list[CollectedDocument]) -> None:
    """Make the index hold these documents."""
    if not documents:
        return
    with transaction.atomic():
        indexed = IndexDocument.objects.filter(is_of([document.key for document in documents]))
        known = {tuple(of): (key, digest) for *of, key, digest in indexed.values_list(*KEY, "pk", "digest")}
        changed = [one for one in documents if one.key not in known or known[one.key][1] != one.digest]
        if changed:
            write_changed(changed, [known[one.key][0] for one in changed if one.key in known])


def write_changed(documents: list[CollectedDocument], replaced: list[int]) -> None:
    # A page with a file of 2,000 pages changes 2,000 passages; nothing of them is read for it.
    Passage.objects.filter(document__in=replaced)._raw_delete(using=connection.alias)
    IndexDocument.objects.filter(pk__in=replaced).delete()
    facets = [facets_row(document.facets) for document in documents]
    Facets.objects.bulk_create(set(facets), ignore_conflicts=True)
    rows = IndexDocument.objects.bulk_create(
        IndexDocument(facets=one, **{name: getattr(document, name) for name in SAME_IN_ROW})
        for document, one in zip(documents, facets, strict=True)
    )
    IndexedName.objects.bulk_create(
        name_row(row, text, is_title)
        for row, document in zip(rows, documents, strict=True)
        for text, is_title in [(document.title, True), *((name, False) for name in document.names)]
    )
    write_words(documents, rows)


class SourceText:
    """The words of one source while it is put together."""

    def __init__(self, row: IndexDocument, file: int | None, head: tuple[list[str], ...]):
        self.row, self.head = TextSource(document=row, file_id=file), head
        self.counts = Counter()
        self.passages: list[tuple[CollectedPassage, list[str]]] = []  # with the stems of each
        self.size = 0  # bytes of its different words

    def add(self, passage: CollectedPassage, stems: list[str]) -> None:
        self.size += sum(len(stem.encode()) + PLACES for stem in set(stems) - self.counts.keys())
        self.counts.update(stems)
        self.passages.append((passage, stems))

    @property
    def stems(self) -> list[str]:
        """The stems, none more than `OFTEN`: enough to tell what a text is about, and short."""
        return [stem for stem, count in self.counts.items() for _time in range(min(OFTEN, count))]


def write_words(documents: list[CollectedDocument], rows: list[IndexDocument]) -> None:
    """Write what documents, their sources and passages are matched by, and learn the words."""
    heads, texts, learned = [], [], set()
    for row, document in zip(rows, documents, strict=True):
        head, latest = Head(document), {}
        heads.append((row.pk, head.stems(document.language)))
        learned.update(head.words)
        for passage in document.passages:
            folded = words(f"{passage.title}\n{passage.text}")
            learned.update(folded)
            text = latest.get(passage.file)
            if text is None or text.size > LARGEST_TEXT:
                text = latest[passage.file] = SourceText(row, passage.file, head.stems(passage.language))
                texts.append(text)
            text.add(passage, stemmed(folded, passage.language))
    TextSource.objects.bulk_create(text.row for text in texts)
    database = fulltext.of_database()
    database.store_heads(heads)
    database.store_sources([(text.row.pk, text.head, text.stems) for text in texts])
    database.store_passages([(passage_row(text.row, one), stems) for text in texts for one, stems in text.passages])
    learn(learned)


def passage_row(source: TextSource, passage: CollectedPassage) -> Passage:
    """Return the row of a passage; the text of a file's page is not kept twice."""
    values = {**vars(passage), "text": "" if passage.file else passage.text}
    del values["file"]
    return Passage(document_id=source.document_id, source=source, **values)


class Head:
    """The words of title, names and facts of a document, which all its passages are found by as well."""

    def __init__(self, document: CollectedDocument):
        facts = " ".join(dict.fromkeys([*document.facts.values(), document.words]))
        self.fields = [words(text) for text in (document.title, " ".join(document.names), facts)]
        self.in_languages = {}

    @property
    def words(self) -> list[str]:
        return [word for field in self.fields for word in field]

    def stems(self, language: str) -> tuple[list[str], ...]:
        """Return the stems of the three fields in a language."""
        if language not in self.in_languages:
            self.in_languages[language] = tuple(stemmed(field, language) for field in self.fields)
        return self.in_languages[language]


def stemmed(folded: list[str], language: str) -> list[str]:
    """Return the stems of folded words in their order."""
    return [stem(word, language) for word in in_order(folded)]


def facets_row(facets: dict[str, list[str]]) -> Facets:
    """Return the row of a combination of facet values; its key is made of them."""
    values = {name: sorted(set(values)) for name, values in sorted(facets.items()) if values}
    content = json.dumps(values, sort_keys=True, ensure_ascii=False)
    number = int.from_bytes(hashlib.blake2b(content.encode(), digest_size=8).digest(), "big") >> 1
    return Facets(id=number, values=values)


def name_row(document: IndexDocument, text: str, is_title: bool) -> IndexedName:
    folded = " ".join(words(text))[:500]
    return IndexedName(document=document, text=text[:500], words=folded, key=name_key(text), is_title=is_title)


def delete_everything() -> None:
    """Empty the index before it is made anew; belongs into the transaction that makes it."""
    for model in (Passage, TextSource, IndexedName, IndexDocument, Facets, Trigram, Word):
        model.objects.all()._raw_delete(using=connection.alias)
