"""Documents: one work in its languages and formats, and how it stands to others."""

import datetime
import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from wagtail.models import Collection, CollectionViewRestriction

from meetings.forms import ThemedPageForm
from meetings.models import DocumentFile, DocumentPage, DocumentRelation
from mme_site.core.models import OtherName, Source
from mme_site.files.models import SiteDocument
from tests.helpers.factories import Tree
from tests.helpers.reading import facts, main, parse, read, section, words

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n" + b"x" * 2039


# The table of languages and formats


def held(language="en", **fields):
    """Return a line with a file of 2,048 bytes that this site holds."""
    document = SiteDocument(title="File", file=ContentFile(PDF, name="declaration.pdf"))
    document._set_document_file_metadata()
    document.save()
    return DocumentFile(language=language, file=document, **fields)


def elsewhere(language="en", url="https://www.europafrica.net/declaration.pdf", **fields):
    """Return a line with an address on another host."""
    return DocumentFile(language=language, url=url, **fields)


def document_with(tree, *lines):
    """Return a document with these lines in its table."""
    document = tree.document()
    for line in lines:
        line.document = document
        line.save()
    return document


def table(client, document):
    """Return the lines of a document's table: language, how to read it, what is there, and pages where known."""
    rows = read(client, document.url).select(".versions tbody tr")
    return [[words(cell) for cell in row.find_all(["th", "td"])] for row in rows]


def test_a_file_is_shown_with_its_language_format_size_and_pages(client, tree):
    document = document_with(tree, held("fr", pages=12))

    [[language, reading, _what, pages]] = table(client, document)

    assert (language, pages) == ("French", "12")
    assert reading.startswith("PDF, 2.0 KB")


def test_the_checksum_of_a_file_is_shown(client, tree):
    document = document_with(tree, held())

    checksum = words(read(client, document.url).select_one(".checksum code"))

    assert checksum == hashlib.sha256(PDF).hexdigest()


def test_a_file_opens_for_a_visitor(client, tree):
    document = document_with(tree, held())

    address = read(client, document.url).select_one(".versions a")["href"]

    assert address.startswith("/files/")
    assert b"".join(client.get(address).streaming_content) == PDF


def test_a_file_in_a_private_collection_or_below_one_is_said_to_be_held_and_not_named(client, tree):
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    document = document_with(tree, held("en"), held("fr"), held("pt"))
    for line, collection in zip(document.files.all(), [private, private.add_child(name="Below"), None], strict=True):
        line.file.collection = collection or Collection.get_first_root_node()
        line.file.save()

    lines = {language: reading for language, reading, _what in table(client, document)}

    assert lines["English"] == lines["French"] == "Held here, and not public"
    assert lines["Portuguese"].startswith("PDF")
    assert len(read(client, document.url).select(".versions a")) == 1


def test_an_address_elsewhere_is_shown_with_its_host_and_not_called_official(client, tree):
    [[_language, reading, _what]] = table(client, document_with(tree, elsewhere()))

    assert reading.startswith("Copy at europafrica.net")
    assert "Not an official copy" in reading


def test_an_address_says_when_it_was_last_opened(client, tree):
    [[_language, reading, _what]] = table(client, document_with(tree, elsewhere(checked_on=datetime.date(2026, 3, 4))))

    assert "Address opened on 4 March 2026." in reading


def test_a_language_in_which_no_copy_is_held_is_named(client, tree):
    assert table(client, document_with(tree, DocumentFile(language="ar"))) == [
        ["Arabic", "Known to exist; no copy is held here", "–"]
    ]


def test_the_languages_of_the_site_come_first(client, tree):
    document = document_with(tree, elsewhere("de"), elsewhere("ar"), elsewhere("en"))

    assert [row[0] for row in table(client, document)] == ["English", "Arabic", "German"]


def test_the_languages_that_are_missing_are_said(client, tree):
    document = document_with(tree, elsewhere("en"), DocumentFile(language="fr"))

    missing = [words(row) for row in read(client, document.url).select(".versions tfoot tr")]

    assert missing == ["Portuguese No version is known", "Arabic No version is known"]


def test_a_document_of_which_no_copy_is_known_says_so(client, tree):
    assert "No copy of this document is known" in words(section(read(client, tree.document().url), "versions"))


def test_a_line_with_a_file_and_an_address_is_refused_on_the_address(tree):
    line = held()
    line.url = "https://example.org/"

    with pytest.raises(ValidationError) as refused:
        line.clean()

    assert list(refused.value.message_dict) == ["url"]


def test_the_database_refuses_a_line_with_a_file_and_an_address(tree):
    line = held()
    line.document, line.url = tree.document(), "https://example.org/"

    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()


# Earlier and later documents


@pytest.mark.parametrize(
    ("kind", "term", "alarm"),
    [("supersedes", "Supersedes", "Superseded by"), ("corrects", "Corrigendum to", "Corrected by")],
)
def test_two_documents_name_each_other(client, tree, kind, term, alarm):
    earlier, later = tree.document(title="The earlier"), tree.document(title="The later")
    DocumentRelation.objects.create(document=later, kind=kind, target=earlier)

    assert facts(read(client, later.url))[term] == "The earlier"
    assert words(read(client, earlier.url).select_one(".alarm")) == f"{alarm} The later"


def test_a_document_cannot_replace_itself(tree):
    document = tree.document()

    with pytest.raises(ValidationError) as refused:
        DocumentRelation(document=document, target=document).clean()

    assert list(refused.value.message_dict) == ["target"]


def test_a_document_outlives_the_one_that_it_replaced(client, tree):
    earlier, later = tree.document(title="The earlier"), tree.document(title="The later")
    DocumentRelation.objects.create(document=later, target=earlier)

    earlier.delete()

    assert "The earlier" not in main(read(client, later.url))


def test_a_document_outlives_the_meeting_that_adopted_it(client, tree):
    meeting = tree.meeting(title="4th summit")
    document = tree.document(title="Declaration", meeting=meeting, discussed_at=[meeting])

    meeting.delete()

    page = read(client, document.url)
    assert words(page.h1) == "Declaration"
    assert "4th summit" not in main(page)


def test_a_document_outlives_its_theme(client, tree):
    theme = tree.theme(title="Mobility")
    document = tree.document(themes=[theme])

    theme.delete()

    assert "Themes" not in facts(read(client, document.url))


def test_a_meeting_outlives_the_document_that_it_adopted(client, tree):
    meeting = tree.meeting(title="4th summit")
    document = tree.document(title="Declaration", meeting=meeting)

    document.delete()

    assert "Declaration" not in main(read(client, meeting.url))


def test_a_revision_that_names_a_deleted_meeting_can_still_be_previewed(admin_client, tree):
    meeting = tree.meeting(title="4th summit")
    document = tree.document(title="Declaration", discussed_at=[meeting], themes=[tree.theme()])
    meeting.delete()

    page = parse(admin_client.get(f"/admin/pages/{document.pk}/view_draft/"))

    assert words(page.h1) == "Declaration"


# What a document says of itself


@pytest.mark.parametrize(("precision", "shown"), [("day", "3 April 2014"), ("month", "April 2014"), ("year", "2014")])
def test_a_date_shows_no_more_than_its_precision(client, tree, precision, shown):
    document = tree.document(date=datetime.date(2014, 4, 3), date_precision=precision)

    assert words(read(client, document.url).select_one(".facts-panel time")) == shown
    assert words(read(client, tree.documents.url).select_one(".entry time")) == shown


@pytest.mark.parametrize(("precision", "machine"), [("day", "2014-04-03"), ("month", "2014-04"), ("year", "2014")])
def test_a_date_tells_machines_no_more_than_its_precision(client, tree, precision, machine):
    document = tree.document(date=datetime.date(2014, 4, 3), date_precision=precision)

    assert read(client, document.url).select_one(".facts-panel time")["datetime"] == machine


@pytest.mark.parametrize(("kind", "word"), [("adopted", "Adopted"), ("published", "Published")])
def test_a_document_says_what_happened_on_its_date(client, tree, kind, word):
    document = tree.document(date_kind=kind, place="Brussels")

    assert facts(read(client, document.url))[word] == "3 April 2014 Brussels"


def test_what_no_source_states_about_a_document_is_said(client, tree):
    shown = facts(read(client, tree.document(date=None, not_stated=["date", "body"]).url))

    assert (shown["Adopted"], shown["By"]) == ("Not stated in the source", "Not stated in the source")


def test_what_is_merely_empty_of_a_document_is_not_shown(client, tree):
    assert facts(read(client, tree.document(date=None).url)).keys().isdisjoint({"Adopted", "By"})


def test_symbol_and_other_names_of_a_document_are_shown(client, tree):
    document = tree.document(symbol="COM(2011) 743 final")
    OtherName.objects.create(page=document, name="GAMM")

    shown = facts(read(client, document.url))

    assert (shown["Symbol"], shown["Other names"]) == ("COM(2011) 743 final", "GAMM")


def test_sources_say_where_the_facts_come_from_and_which_one_disagrees(client, tree):
    document = tree.document()
    Source.objects.create(page=document, title="Council", url="https://www.consilium.europa.eu/a", sort_order=0)
    Source.objects.create(page=document, title="The old page", says="3 May 2014", disagrees=True, sort_order=1)

    first, second = section(read(client, document.url), "sources").select("li")

    assert words(first) == "Council (consilium.europa.eu)"
    assert words(second) == "This source disagrees: The old page – 3 May 2014"


# What editors are offered


def test_the_editor_offers_the_themes_of_the_own_partnership_only(tree):
    own = tree.theme(title="Own")
    Tree(hostname="other.example", slug="other").theme(title="Of another")

    form = DocumentPage.get_edit_handler().get_form_class()(instance=DocumentPage(), parent_page=tree.documents)

    assert isinstance(form, ThemedPageForm)
    assert list(form.fields["themes"].queryset) == [own]
