"""What `prepare` does once at a time, and not again where nothing has changed."""

import threading

from mme_site.delivery import static_files
from mme_site.delivery.one_at_a_time import one_at_a_time


def test_two_at_once_take_turns(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    waiting, order = threading.Event(), []

    def second():
        with one_at_a_time("prepare", waiting.set):
            order.append("second")

    with one_at_a_time("prepare"):
        other = threading.Thread(target=second)
        other.start()
        assert waiting.wait(10)
        order.append("first")
    other.join()

    assert order == ["first", "second"]


def test_static_files_are_collected_where_one_has_changed_and_not_again(settings, tmp_path, monkeypatch):
    source, settings.STATIC_ROOT = tmp_path / "source", tmp_path / "static"
    source.mkdir()
    (source / "site.css").write_text("a {}")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

    assert [static_files.collect(), static_files.collect()] == [True, False]
    (source / "site.css").write_text("b { color: red }")
    assert [static_files.collect(), static_files.collect()] == [True, False]
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert static_files.collect()
