"""What the catalogues have of records: names, notes and reasons in other languages, loaded as often as one likes."""

import polib
import pytest
from django.core.management import call_command

from home.loading.catalogues import Catalogue
from home.loading.log import LoadLog
from home.loading.meetings import read_places
from home.loading.members import load_members, read_bodies, read_members
from home.loading.plain import load_plain
from home.management.commands.load_content import SHIPPED
from meetings.models import Place
from members.models import Body, Member, MembershipPeriod

pytestmark = pytest.mark.django_db

NOTE_OF_MOROCCO = "OAU. A founder, although it signed later in 1963 than 25 May"


def catalogue(language, **texts):
    return Catalogue(language, texts)


def load(*catalogues):
    """Load bodies, members and places with these catalogues; return the log."""
    log = LoadLog()
    bodies = read_bodies(SHIPPED, catalogues)
    load_plain(bodies, log, "body", "code")
    load_members(read_members(SHIPPED, bodies, catalogues), log)
    load_plain(read_places(SHIPPED, catalogues), log, "place", "name_en")
    return log


@pytest.fixture
def shipped():
    """The catalogue of the project in French."""
    return Catalogue.read(SHIPPED / "translations" / "fr.po")


def note_of_cyprus(language="fr"):
    return Member.objects.get(code="CY").words_in("note", language)


def test_records_are_loaded_with_the_words_of_the_catalogues(shipped):
    load(shipped)

    assert Body.objects.get(code="ECOWAS").words_in("abbreviation", "fr") == "CEDEAO"
    assert Place.objects.get(name_en="The Hague").words_in("name", "fr") == "La Haye"
    assert note_of_cyprus() == "Dans la sous-région Asie occidentale de l’ONU (M49)."
    period = MembershipPeriod.objects.get(note__startswith=NOTE_OF_MOROCCO)
    assert period.words_in("note", "fr").startswith("OUA. Membre fondateur")
    assert load(shipped).made == {}


def test_a_site_that_was_loaded_before_gets_them_and_what_an_editor_wrote_stays(shipped):
    load()
    assert note_of_cyprus().language == "en"
    ecowas, cyprus = Body.objects.get(code="ECOWAS"), Member.objects.get(code="CY")
    ecowas.translate("abbreviation", "fr", "La CEDEAO")
    ecowas.save()
    cyprus.translate("name", "fr", "Chypre (île)")
    cyprus.save_revision().publish()

    log = load(shipped)

    assert Body.objects.get(code="ECOWAS").words_in("abbreviation", "fr") == "La CEDEAO"
    assert Body.objects.get(code="AU").words_in("abbreviation", "fr") == "UA"
    assert Member.objects.get(code="CY").words_in("name", "fr") == "Chypre (île)"
    assert note_of_cyprus() == "Dans la sous-région Asie occidentale de l’ONU (M49)."
    assert note_of_cyprus("pt").language == "en"
    period = MembershipPeriod.objects.get(note__startswith=NOTE_OF_MOROCCO)
    assert period.words_in("note", "fr").startswith("OUA. Membre fondateur")
    assert {"members.csv:CY", "members.csv:MA", "bodies.csv:AU"} <= log.changed.keys()
    assert load(shipped).changed == {}


def test_a_draft_of_a_member_waits_for_its_editor(shipped):
    load()
    cyprus = Member.objects.get(code="CY")
    cyprus.official_name = "Being written"
    cyprus.save_revision()

    load(shipped)

    assert note_of_cyprus().language == "en"
    cyprus.get_latest_revision().publish()
    load(shipped)
    assert note_of_cyprus().language == "fr"
    assert Member.objects.get(code="CY").official_name == "Being written"


def test_a_corrected_translation_reaches_a_loaded_site(shipped):
    load(catalogue("fr", AU="U.A."))
    assert Body.objects.get(code="AU").words_in("abbreviation", "fr") == "U.A."

    load(shipped)

    assert Body.objects.get(code="AU").words_in("abbreviation", "fr") == "UA"


def test_a_fifth_language_takes_a_catalogue(tmp_path, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("es", "Spanish")]
    file = polib.POFile()
    file.extend([polib.POEntry(msgid="Algeria", msgstr="Argelia"), polib.POEntry(msgid="EU", msgstr="UE")])
    file.save(str(tmp_path / "es.po"))

    load(Catalogue.read(tmp_path / "es.po"))

    assert Member.objects.get(code="DZ").words_in("name", "es") == "Argelia"
    assert Body.objects.get(code="EU").words_in("abbreviation", "es") == "UE"
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_word_of_a_record_is_shipped_in_every_language():
    """The Arabic texts of the institutions use the Latin abbreviations."""
    load(*Catalogue.read_all(SHIPPED))

    records = [*Body.objects.all(), *Member.objects.all(), *Place.objects.all(), *MembershipPeriod.objects.all()]
    missing = [
        (record, name, language)
        for record in records
        for name, field in record.translated_fields.items()
        for language in ("fr", "pt", "ar")
        if getattr(record, field) and not record.own_words(name, language)
        if (language, name) != ("ar", "abbreviation")
    ]
    assert len(records) > 300
    assert missing == []
