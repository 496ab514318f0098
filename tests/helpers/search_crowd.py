"""Makes as many searchable items as a large site has: documents, meetings, and the pages of their files.

The words are those of the shipped content and of its translations, dealt as words are in
languages (a few are everywhere, most are rare), with made-up names between them.
"""

import datetime
import itertools
import random
import re
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "fr", "pt", "ar")
WORDS_OF_A_PAGE = 160
PLACES = ["Tripoli", "Brussels", "Ouagadougou", "Lisbon", "Cairo", "Dakar", "Rabat", "Addis Ababa", "Valletta"]
KINDS = ["declaration", "action-plan", "report", "communique", "conclusions", "agenda", "statement"]
BODIES = ["European Commission", "African Union Commission", "Council of the European Union", "ECOWAS", ""]
SUBJECTS = ["migration", "mobility", "employment", "remittances", "trafficking", "diaspora", "visas", "education"]
PAGES_OF_A_FILE = 10


class Writer:
    """Writes text of a language, the same at every run."""

    def __init__(self, seed=7):
        self.random = random.Random(seed)
        self.words = {language: self.vocabulary(language) for language in LANGUAGES}
        self.weights = {
            language: list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
            for language, words in self.words.items()
        }

    def vocabulary(self, language):
        text = "".join(path.read_text() for path in sorted((ROOT / "home/content").rglob("*.json")))
        if language != "en":
            text = (ROOT / f"mme_site/locale/{language}/LC_MESSAGES/django.po").read_text()
        counted = {}
        for word in re.findall(r"[^\W\d_]{2,}", text):
            counted[word] = counted.get(word, 0) + 1
        common = sorted(counted, key=lambda word: -counted[word])
        return common + [self.name() for _number in range(12_000)]

    def name(self):
        syllables = ["ba", "ko", "ri", "ma", "du", "te", "sa", "lo", "ni", "gue", "fa", "mbo", "kha", "ze", "pu", "dra"]
        return "".join(self.random.choices(syllables, k=self.random.randint(2, 5))).capitalize()

    def text(self, language, length):
        found = self.random.choices(self.words[language], cum_weights=self.weights[language], k=length)
        if self.random.random() < 0.6:
            found.insert(length // 2, self.random.choice(SUBJECTS))
        return " ".join(found)


def make(documents, meetings, files, batch=1000):
    """Make so many documents and meetings on the default site, and files of PAGES_OF_A_FILE pages; index nothing."""
    from home.models import PartnershipPage
    from tests.helpers.factories import Tree

    tree = Tree() if not PartnershipPage.objects.exists() else None
    writer = Writer()
    pages = [*make_pages(tree.documents, documents, writer, "document", batch)]
    make_files(pages[:files], writer, batch)
    make_pages(tree.meetings, meetings, writer, "meeting", batch)
    return tree


def make_pages(parent, number, writer, kind, batch):
    """Insert pages below a parent without one query for each; return their keys."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    from meetings.models import DocumentPage, MeetingPage

    model = DocumentPage if kind == "document" else MeetingPage
    content_type = ContentType.objects.get_for_model(model)
    keys = []
    for at in range(0, number, batch):
        rows = [
            row(model, parent, content_type, writer, step, kind) for step in range(at + 1, min(at + batch, number) + 1)
        ]
        Page.objects.bulk_create(
            [Page(**{f.attname: getattr(page, f.attname) for f in Page._meta.concrete_fields}) for page in rows]
        )
        stored = dict(Page.objects.filter(path__in=[page.path for page in rows]).values_list("path", "pk"))
        for page in rows:
            page.pk = page.id = page.page_ptr_id = stored[page.path]
        model._base_manager._insert(rows, fields=model._meta.local_concrete_fields)
        keys += [page.pk for page in rows]
    Page.objects.filter(pk=parent.pk).update(numchild=number)
    return keys


def row(model, parent, content_type, writer, step, kind):
    chance = writer.random
    place, subject = chance.choice(PLACES), chance.choice(SUBJECTS)
    day = datetime.date(1990 + chance.randrange(36), 1 + chance.randrange(12), 1 + chance.randrange(28))
    title = f"{writer.text('en', 4).capitalize()} {subject} {place} {day.year}"
    common = {
        "title": title[:200],
        "draft_title": title[:200],
        "slug": f"{kind}-{step}",
        "path": model._get_path(parent.path, parent.depth + 1, step),
        "depth": parent.depth + 1,
        "url_path": f"{parent.url_path}{kind}-{step}/",
        "content_type": content_type,
        "locale_id": parent.locale_id,
        "translation_key": uuid.UUID(int=chance.getrandbits(128)),
        "live": chance.random() < 0.95,
        "summary": writer.text("en", 12)[:300],
        "body": [],
    }
    if kind == "document":
        return model(
            **common,
            kind=chance.choice(KINDS),
            date=day,
            place=place,
            symbol=f"{chance.choice(['EX.CL', 'COM', 'Assembly/AU/Dec'])}.{step}",
            body_responsible=chance.choice(BODIES),
        )
    return model(**common, kind="ministerial", status="held", start_date=day, end_date=day, city=place)


def make_files(pages, writer, batch):
    """Give each of these pages a file with text."""
    from mme_site.files.models import FilePageText, FileText, FileUse, SiteDocument

    for at in range(0, len(pages), batch):
        some = pages[at : at + batch]
        files = SiteDocument.objects.bulk_create(
            SiteDocument(title=f"File of {page}", file=f"documents/{page}.pdf", sha256="0" * 64) for page in some
        )
        FileUse.objects.bulk_create(
            FileUse(document=file, page_id=page, field="files") for file, page in zip(files, some, strict=True)
        )
        languages = itertools.cycle(["en", "en", "fr", "pt", "ar"])
        texts = FileText.objects.bulk_create(
            FileText(document=file, state="done", pages=PAGES_OF_A_FILE, language=next(languages), sha256="0" * 64)
            for file in files
        )
        FilePageText.objects.bulk_create(
            (
                FilePageText(file_text=text, number=number, text=writer.text(text.language, WORDS_OF_A_PAGE))
                for text in texts
                for number in range(1, PAGES_OF_A_FILE + 1)
            ),
            batch_size=2000,
        )
