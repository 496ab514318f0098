"""A backup brings back every public address, byte by byte, and nothing opens it that should not."""

import io
import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import dj_database_url
import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import ConnectionHandler
from psycopg.conninfo import conninfo_to_dict
from wagtail.models import Page

from mme_site.accounts.models import SecondFactorRule
from mme_site.caching.content_cache import clear
from mme_site.operations import wagtail_hooks
from mme_site.operations.backup import archive, database, making, restoring
from mme_site.operations.backup.archive import BackupError
from tests.helpers.copied_database import copy_of_the_database
from tests.helpers.factories import Tree
from tests.helpers.uploads import saved_document, saved_image, using

pytestmark = pytest.mark.django_db
KEY = "a passphrase of a test"


@pytest.fixture
def _django_db_helper():
    """Take the place of the one that would undo what a test saves: here it is committed, and goes with the copy."""


@pytest.fixture
def tree(django_db_setup, django_db_blocker, tmp_path_factory):
    """A small partnership in a copy of the database, where what is saved is committed: other programs read it."""
    with django_db_blocker.unblock(), copy_of_the_database(tmp_path_factory.mktemp("database")):
        yield Tree()
        for name in list(making.names_of_files()):
            default_storage.delete(name)


def made(tmp_path, passphrase=""):
    return making.make(tmp_path / "backups", passphrase)


def emptied():
    """Lose every page and every file, as a new site has none."""
    Page.objects.filter(depth=2).delete()
    for name in list(making.names_of_files()):
        default_storage.delete(name)


def addresses():
    return [page.get_url() for page in Page.objects.live().public().filter(depth__gt=1)]


@pytest.mark.parametrize("passphrase", ["", KEY])
def test_every_public_address_comes_back_byte_by_byte(tree, client, tmp_path, passphrase):
    file, image = saved_document(), saved_image()
    tree.page(title="With a file", body=using(file, image)).save_revision().publish()
    tree.meeting(title="A meeting").save_revision().publish()
    asked = [*filter(None, addresses()), file.url, image.get_rendition("width-100").url, "/sitemap.xml"]
    before = {address: body(client, address) for address in asked}
    path = made(tmp_path, passphrase)
    emptied()
    assert client.get(file.url).status_code == 404

    restoring.restore(path, passphrase)

    clear()
    assert len(before) > 8
    assert {address: body(client, address) for address in asked} == before


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue() if answer.streaming else answer.content


def test_a_site_without_uploads_is_backed_up_too(tmp_path, tree):
    shutil.rmtree(default_storage.location, ignore_errors=True)

    assert restoring.check(made(tmp_path))["files"] == 0


def test_what_was_changed_or_cut_off_is_refused_before_anything_is_overwritten(tmp_path, tree):
    default_storage.save("documents/a.txt", ContentFile(b"words" * 1000))
    for passphrase in ("", KEY):
        path = making.make(tmp_path / f"of {passphrase or 'none'}", passphrase)
        data = path.read_bytes()
        for wrong in (data[: len(data) // 2], data.replace(b"wordswords", b"swordsword", 1)[:-1] + b"!"):
            path.write_bytes(wrong)
            with pytest.raises(BackupError):
                restoring.restore(path, passphrase)
    assert Page.objects.filter(pk=tree.home.pk).exists()


def test_whatever_byte_of_a_backup_is_wrong_is_said_in_words_or_is_no_part_of_what_is_restored(tmp_path):
    whole = written("")
    rows, read = {}, 0
    begin = whole.index(archive.MANIFEST.encode())
    for place in [*range(begin, len(whole), 5), *range(0, begin, 29)]:
        wrong = whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :]
        try:
            rows = {name: member.read() for name, member in archive.members(io.BytesIO(wrong))}
        except BackupError:
            continue
        read += 1
        assert rows == {"database.pgdump": b"rows" * 300, "media/a.txt": b"words"}
    assert read  # such as the hour at which a member was written


@pytest.mark.parametrize("place", [8, 24, 26, 28, 40, -1])  # salt, length, what is sealed
def test_an_encrypted_backup_that_was_changed_or_goes_on_after_its_end_is_refused(place):
    whole = written(KEY)
    changed = bytearray(whole)
    changed[place] ^= 0x41

    for wrong in (bytes(changed), whole + b"more", whole[:-1]):
        with pytest.raises(BackupError):
            restoring.exhausted(archive.members(io.BytesIO(wrong), KEY))


def written(passphrase):
    """Return the bytes of a small backup."""
    file = io.BytesIO()
    writer = archive.ArchiveWriter(file, passphrase)
    for name, data in {"database.pgdump": b"rows" * 300, "media/a.txt": b"words"}.items():
        writer.add(name, io.BytesIO(data), len(data))
    writer.finish({"format": 1, "made": "today", "database": "postgresql", "files": 1})
    return file.getvalue()


def test_an_encrypted_backup_opens_with_its_passphrase_only_and_has_the_variables(tmp_path, settings, tree):
    settings.ENVIRONMENT_SET = {"SECRET_KEY": "the key of the site"}
    path = made(tmp_path, KEY)
    plain = making.make(tmp_path / "plain")

    assert b"the key of the site" not in path.read_bytes() + plain.read_bytes()
    for passphrase in ("", "another passphrase here"):
        with pytest.raises(BackupError):
            restoring.check(path, passphrase)
    with path.open("rb") as file:
        found = {name: member.read() for name, member in archive.members(file, KEY)}
    assert json.loads(found["environment.json"]) == {"SECRET_KEY": "the key of the site"}
    assert path.stat().st_mode & 0o077 == 0


def test_the_commands_make_check_and_restore_a_backup_and_spare_a_site_with_pages(tmp_path, tree, capsys):
    call_command("backup", str(tmp_path))
    [path] = tmp_path.glob("mme-*.tar")
    call_command("backup", str(path), "--check")
    assert "Whole" in capsys.readouterr().out

    with pytest.raises(CommandError, match="--force"):
        call_command("restore", str(path))
    call_command("restore", str(path), "--force")

    assert "Restored" in capsys.readouterr().out
    assert Page.objects.filter(pk=tree.home.pk).exists()


def test_a_backup_of_an_older_version_comes_back_into_a_site_that_a_newer_one_has_prepared(tmp_path, tree):
    call_command("migrate", "accounts", "zero", verbosity=0)  # the version before had none of its tables
    path = made(tmp_path)
    call_command("migrate", verbosity=0)
    SecondFactorRule.objects.create(group=Group.objects.first())

    call_command("restore", str(path), "--force")

    assert Page.objects.filter(pk=tree.home.pk).exists()
    assert not SecondFactorRule.objects.exists()


def test_a_backup_that_failed_or_was_cut_off_is_none_of_today_and_leaves_no_half_file(
    settings, tmp_path, monkeypatch, tree
):
    settings.BACKUP_DIR = str(tmp_path)
    (tmp_path / "mme-20260301T000000Z.tar.enc.part").touch()  # of a worker that was killed
    with monkeypatch.context() as patch:
        patch.setattr(database, "dump", lambda path: path.parent.joinpath("nowhere/rows").touch())
        with pytest.raises(FileNotFoundError):
            making.make(tmp_path, KEY)
    assert [file.name for file in tmp_path.iterdir()] == ["mme-20260301T000000Z.tar.enc.part"]
    assert wagtail_hooks.is_due()

    wagtail_hooks.back_up.call()
    wagtail_hooks.back_up.call()  # asked for once more while the first one was tried again

    assert len(list(tmp_path.glob("mme-*.tar"))) == 1
    assert not wagtail_hooks.is_due()


def test_programs_of_postgresql_connect_with_the_options_of_the_site_and_no_password_in_their_arguments(monkeypatch):
    address = "postgres://mme:se%3Acret@db.example.org:6543/site?sslmode=verify-full&options=-csearch_path%3Dmme"
    own = dj_database_url.parse(address)
    own["OPTIONS"] |= {"assume_role": "owner", "connect_timeout": 5}
    monkeypatch.setattr(database, "connection", ConnectionHandler({"default": own})["default"])
    asked = {}

    def run(command, **_options):
        told = conninfo_to_dict(command[-1])
        asked.update(command=command[:-1], passwords=Path(told.pop("passfile")).read_text(), told=told)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(database.subprocess, "run", run)

    database.run("pg_dump", "--file", "rows")

    assert asked["command"] == ["pg_dump", "--file", "rows", "--role", "owner", "--dbname"]
    assert asked["told"] | {"client_encoding": ""} == {
        **{"host": "db.example.org", "port": "6543", "dbname": "site", "user": "mme", "client_encoding": ""},
        **{"sslmode": "verify-full", "options": "-csearch_path=mme", "connect_timeout": "5"},
    }
    assert asked["passwords"] == "*:*:*:*:se\\:cret\n"
