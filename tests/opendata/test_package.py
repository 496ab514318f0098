"""The data package: everything public, in each language, whole or not at all."""

import csv
import hashlib
import io
import json
import zipfile

import pytest
from django.core.management import call_command

from mme_site.opendata.package import build
from mme_site.opendata.package.build import bring_package_up_to_date, folder, is_current, make_package
from tests.helpers.factories import hide
from tests.helpers.translations import translated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def get(client, name):
    return b"".join(client.get(f"/data/package/{name}").streaming_content)


def test_the_package_has_everything_public_in_each_language_with_its_description(client, tree):
    document = tree.document(title="Luanda Declaration")
    translated(document, "fr", title="Déclaration de Luanda")
    tree.document(title="A draft", live=False)
    make_package()

    [record] = json.loads(get(client, "en/documents.json"))
    [row] = csv.DictReader(io.StringIO(get(client, "fr/documents.csv").decode("utf-8-sig")))
    described = json.loads(get(client, "datapackage.json"))

    assert (record["title"], row["title"], row["words_in"]) == ("Luanda Declaration", "Déclaration de Luanda", "fr")
    [file] = [one for one in described["resources"] if one["path"] == "en/documents.json"]
    assert (file["rowCount"], file["language"]) == (1, "en")
    assert file["hash"] == f"sha256:{hashlib.sha256(get(client, 'en/documents.json')).hexdigest()}"
    assert "licenses" not in described


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "| `place_in_text` | text |"),
        ("fr", "| `is_official` | vrai ou faux |"),
        ("pt", "| `url` | texto | O seu endereço. |"),
        ("ar", "عنوانه على الشبكة."),
    ],
)
def test_the_dictionary_says_what_each_field_means_in_each_language(client, tree, language, words):
    make_package()

    assert words in get(client, f"{language}/data-dictionary.md").decode()
    assert "### meetings.series" in get(client, f"{language}/data-dictionary.md").decode()


def test_the_licence_is_named_once_it_is_chosen(client, tree, settings):
    settings.DATA_LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"
    make_package()

    assert json.loads(get(client, "datapackage.json"))["licenses"] == [{"path": settings.DATA_LICENSE_URL}]


def test_the_archive_holds_all_files_and_their_checksums(client, tree):
    tree.meeting()
    make_package()

    archive = zipfile.ZipFile(io.BytesIO(get(client, build.ARCHIVE)))

    sums = dict(reversed(line.split("  ")) for line in archive.read("mme-open-data/SHA256SUMS").decode().splitlines())
    assert archive.testzip() is None
    assert len(sums) == len(archive.namelist()) - 1 == 4 * (2 * 6 + 1) + 1
    assert sums["ar/meetings.csv"] == hashlib.sha256(archive.read("mme-open-data/ar/meetings.csv")).hexdigest()


def test_after_a_change_the_package_of_before_serves_until_the_next_is_made(client, tree):
    tree.document(title="Luanda")
    make_package()
    tree.document(title="Malabo")

    assert not is_current()
    assert [one["title"] for one in json.loads(get(client, "en/documents.json"))] == ["Luanda"]
    call_command("worker", once=True, stdout=io.StringIO())

    assert {one["title"] for one in json.loads(get(client, "en/documents.json"))} == {"Luanda", "Malabo"}


def test_a_package_is_made_once_for_a_change_whoever_makes_it(tree, monkeypatch):
    made = bring_package_up_to_date()
    monkeypatch.setattr(build, "make_package", None)

    assert bring_package_up_to_date() == made


@pytest.mark.parametrize("take_away", ["unpublish", "hide"])
def test_a_package_that_tells_of_what_is_public_no_more_is_not_handed_out_and_is_made_anew(client, tree, take_away):
    document = tree.document(title="Luanda")
    make_package()
    hide(document) if take_away == "hide" else document.unpublish()

    answer = client.get("/data/package/en/documents.json")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert not is_current()
    call_command("worker", once=True, stdout=io.StringIO())

    assert json.loads(get(client, "en/documents.json")) == []


def test_a_package_that_fails_half_way_leaves_the_one_before(client, tree, monkeypatch):
    made = make_package()

    def fail(*arguments):
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(build, "data_package", fail)
        with pytest.raises(OSError, match="no space left"):
            make_package()

    assert build.current()["folder"] == made.name
    assert [one.name for one in folder().iterdir() if one.is_dir()] == [made.name]


@pytest.mark.parametrize(
    "name", ["../current.json", "en/../../current.json", "nothing.csv", "keys.json", "en/secret.csv"]
)
def test_no_other_file_is_handed_out(client, tree, name):
    make_package()

    assert client.get(f"/data/package/{name}").status_code == 404
