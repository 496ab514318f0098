"""Documents that nobody adopted, with the files in which they can be read."""

import datetime
import hashlib
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.text import slugify
from wagtail.models import Collection

from meetings.models import DocumentFile, DocumentPage, DocumentRelation
from meetings.models.kinds import DocumentKind, RelationKind
from mme_site.files.models import FileUse, SiteDocument
from tests.generating import words
from tests.generating.meetings import published
from tests.generating.pdfs import pdf
from tests.generating.rows import New

FOLDER = "documents/made"  # below MEDIA_ROOT
FILES_PER_FOLDER = 1000


@dataclass
class DocumentFacts:
    """What is the same of a document in every language."""

    number: int
    kind: str
    day: datetime.date
    place: str
    meeting: object
    discussed_at: list
    themes: list
    languages: list
    key: uuid.UUID
    earlier: object = None
    file: object = None  # what is held of it, in the first of its languages
    pages: dict = field(default_factory=dict)

    @property
    def symbol(self):
        return f"MME/{self.day.year}/{self.number}"


def document_facts(number, choose, meetings, themes):
    """Return the facts of a document of one of these meetings, which are all its batch has.

    A few meetings have many documents, most have few, and a tenth of the documents has no
    meeting.
    """
    meeting = meetings[int(len(meetings) * choose.random() ** 2)] if choose.random() < 0.9 else None
    discussed = choose.sample(meetings, min(len(meetings), choose.choice([0, 0, 0, 1, 2])))
    languages = [words.LANGUAGES[number % 4], *choose.sample(words.LANGUAGES, choose.randrange(4))]
    return DocumentFacts(
        number=number,
        kind=choose.choice(DocumentKind.values),
        day=meeting.day if meeting else choose.choice(meetings).day,
        place=meeting.place[0] if meeting else "",
        meeting=meeting,
        discussed_at=[one for one in discussed if one is not meeting],
        themes=sorted(choose.sample(themes, min(len(themes), choose.randrange(3)))),
        languages=list(dict.fromkeys(languages)),
        key=uuid.UUID(int=choose.getrandbits(128), version=4),
    )


def document(facts, language):
    """Return a document in one language, of a meeting that is stored."""
    topic = words.topic(facts.number, language)
    with translation.override(language):
        kind = str(DocumentKind(facts.kind).label)
    page = DocumentPage(
        title=f"{kind}: {topic} {facts.day.year}",
        slug=slugify(f"{facts.kind} {words.topic(facts.number, 'en')} {facts.day.year}"),
        translation_key=facts.key,
        summary=words.paragraph(facts.number, language, sentences=1),
        kind=facts.kind,
        symbol=facts.symbol,
        date=facts.day,
        place=facts.place,
        body_responsible=words.PARTICIPANTS[facts.number % 2],
        meeting_id=facts.meeting and stored(facts.meeting, language),
        body=words.body(facts.number, language),
        **published(facts.day),
    )
    lines = {"files": [New(line) for line in file_lines(facts)]}
    many = {"themes": facts.themes, "discussed_at": sorted(stored(one, language) for one in facts.discussed_at)}
    return New(page, lines, many)


def add_relation(facts, new, language):
    """Let a document follow the earlier one that its facts name, which is stored by now."""
    if facts.earlier:
        kind = RelationKind.values[facts.number % 3]
        new.lines["relations"] = [New(DocumentRelation(kind=kind, target_id=stored(facts.earlier, language)))]


def stored(facts, language):
    """Return the key of what was stored in a language, or in English."""
    return facts.pages.get(language, facts.pages["en"])


def file_lines(facts):
    """Yield a line for each language: the file that is held, and copies elsewhere."""
    held, *elsewhere = facts.languages
    if facts.file:
        yield DocumentFile(language=held, file=facts.file)
    for language in elsewhere if facts.file else facts.languages:
        yield DocumentFile(language=language, url=f"https://example.org/{language}/{facts.number}", pages=2)


def write_files(batch):
    """Write a PDF for each of these documents, and store what the site knows of it; return how many bytes."""
    collection, total = Collection.get_first_root_node(), 0
    for facts in batch:
        language = facts.languages[0]
        title = f"{words.topic(facts.number, language)} ({facts.symbol})"
        pages = 1 + facts.number % 2
        content = pdf(title, facts.symbol, pages)
        name = f"{FOLDER}/{facts.number // FILES_PER_FOLDER}/{facts.kind}-{facts.number}-{language}.pdf"
        checksum = hashlib.sha256(content).hexdigest()
        facts.file = SiteDocument(
            title=title,
            file=write(name, content),
            collection=collection,
            file_size=len(content),
            file_hash=hashlib.sha1(content).hexdigest(),
            sha256=checksum,
            read_sha256=checksum,
            pages=pages,
        )
        total += len(content)
    SiteDocument.objects.bulk_create(facts.file for facts in batch)
    return total


def write(name, content):
    """Write a file and return the name under which the site finds it."""
    if not hasattr(default_storage, "path"):
        return default_storage.save(name, ContentFile(content))
    path = Path(settings.MEDIA_ROOT, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return name


def record_uses(pages):
    """Write down which files documents hold, as saving them would."""
    FileUse.objects.bulk_create(
        FileUse(document_id=line.item.file_id, page_id=new.item.pk, field="files")
        for new in pages
        for line in new.lines["files"]
        if line.item.file_id
    )
