"""Nothing of ours uses what the next versions of Wagtail and Django leave out, so that they can be installed."""

import os
import subprocess
import sys
import tempfile
from functools import cache

import pytest

from tests.project.architecture import ROOT, dotted, read
from tests.project.deprecated import deprecated_in, deprecated_names, tags, uses
from tests.project.private_api import python_files, templates

# Imports modules in a new process, where each warning that something is about to be removed is an error.
IMPORT = """
import importlib, sys, warnings
import django.utils.deprecation, wagtail.utils.deprecation

for module in (django.utils.deprecation, wagtail.utils.deprecation):
    for name, category in vars(module).items():
        if name.startswith("RemovedIn"):
            warnings.simplefilter("error", category)
django.setup()
sys.path += sys.argv[1:2]
for name in sys.stdin.read().split():
    try:
        importlib.import_module(name)
    except Exception as error:
        print(name, repr(error))
"""


@cache
def deprecated():
    return deprecated_names()


def test_every_module_can_be_imported_where_deprecations_are_errors():
    # The settings of production need what is set there.
    names = [name for name in map(dotted, python_files()) if name != "mme_site.settings.production"]

    assert errors_of_import(names) == []


def test_a_module_that_uses_what_is_to_be_removed_cannot(tmp_path):
    wrong = {
        "subclassed": "from wagtail.admin.userbar import AccessibilityItem\nclass Checker(AccessibilityItem): pass",
        "imported": "import wagtail.images.permissions",
        "made": "from django.forms.renderers import DjangoDivFormRenderer\nDjangoDivFormRenderer()",
    }
    for name, source in wrong.items():
        (tmp_path / f"{name}.py").write_text(source)

    errors = errors_of_import(wrong, tmp_path)

    assert [error.split()[0] for error in errors] == list(wrong)


def errors_of_import(names, *paths):
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(
            [sys.executable, "-c", IMPORT, *map(str, paths)],
            input=" ".join(names),
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "mme_site.settings.test", "DATA_DIR": folder},
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


def test_no_module_names_what_is_to_be_removed():
    found = {str(file): names for file in python_files() if (names := uses(read(file), deprecated()))}

    assert found == {}


def test_no_template_uses_a_tag_that_is_to_be_removed():
    found = {str(file): names for file in templates() if (names := tags(read(file), deprecated()))}

    assert found == {}


SOURCE = """
class Subclassed:
    def __init_subclass__(cls, **kwargs):
        warn("Use another.", RemovedInWagtail90Warning)

class Made:
    def __init__(self):
        warnings.warn("Use another.", category=RemovedInDjango60Warning)

    def read(self, old=None):
        if old:
            warnings.warn("Say new.", RemovedInDjango60Warning)

    def read_all(self):
        warnings.warn("Use another.", RemovedInDjango60Warning, stacklevel=2)

def function():
    warnings.warn("Use another.", RemovedInDjango60Warning)

def kept():
    warnings.warn("Beware.", RuntimeWarning)
"""


def test_what_warns_whenever_it_is_used_is_found_in_their_source():
    assert dict(deprecated_in("their.module", SOURCE)) == {
        "their.module.Subclassed": "name",
        "their.module.Made": "name",
        "their.module.Made.read_all": "attribute",
        "their.module.function": "name",
    }
    assert dict(deprecated_in("their.old", "warn('Moved.', RemovedInWagtail90Warning)")) == {"their.old": "name"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from their.module import Subclassed", "their.module.Subclassed"),
        ("from their import module\nmodule.Subclassed()", "their.module.Subclassed"),
        ("def late():\n    from their.module import function", "their.module.function"),
        ("made.read_all()", "their.module.Made.read_all"),
        ("class Ours(Other):\n    def read_all(self): pass", "their.module.Made.read_all"),
        ("import their.old", "their.old"),
        ("from their.old import anything", "their.old"),
    ],
)
def test_a_use_of_it_is_found(source, found):
    theirs = dict(deprecated_in("their.module", SOURCE)) | {"their.old": "name"}

    assert uses(source, theirs) == [found]


def test_what_is_to_stay_is_no_use():
    theirs = dict(deprecated_in("their.module", SOURCE))

    assert uses("from their.module import kept\nmade.read()\nimport their.module", theirs) == []


def test_a_tag_that_is_to_be_removed_is_found():
    theirs = {"wagtail.admin.templatetags.wagtailadmin_tags.page_header_buttons": "name"}

    assert tags("{% page_header_buttons page %}{% load i18n %}", theirs) == ["page_header_buttons"]
