"""What a project states about itself is stated once, and what it promises to run is run."""

import re
import tomllib

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
STATES_A_VERSION = re.compile(r"^\s*(__version__|VERSION|version)\s*[:=]\s*[\"'(\d]", re.MULTILINE)


def test_the_changelog_begins_with_the_version_of_the_project():
    versions = re.findall(r"^## \[(.+?)\]", text_of("CHANGELOG.md"), re.MULTILINE)

    assert PROJECT["version"] in [version for version in versions if version != "Unreleased"][:1]


def test_no_other_file_states_a_version_of_the_project():
    sources = [*ROOT.glob("*.*"), *ROOT.glob("docs/*.md"), *(ROOT / "mme_site").rglob("*.py")]
    texts = {path.name: path.read_text(encoding="utf-8", errors="ignore") for path in sources if path.is_file()}
    stating = {name for name, text in texts.items() if PROJECT["version"] in text or STATES_A_VERSION.search(text)}

    assert stating - {"requirements.txt"} == {"pyproject.toml", "CHANGELOG.md"}


@pytest.mark.parametrize("line", ['__version__ = "1.0"', "VERSION = (1, 0)", "version: 1.0", 'version = "1.0"'])
def test_a_file_that_states_a_version_is_found(line):
    assert STATES_A_VERSION.search(f"# settings\n{line}\n")


def test_the_licence_is_the_one_that_the_project_names():
    assert PROJECT["license"] == "BSD-3-Clause"
    assert text_of("LICENSE").startswith("BSD 3-Clause License\n")
    assert "The MME web site contributors" in text_of("LICENSE")


def test_before_a_commit_the_checks_are_those_of_make_check():
    assert re.findall(r"^ +entry: (.+)$", text_of(".pre-commit-config.yaml"), re.MULTILINE) == ["make check"]


def test_the_workflow_of_the_forge_runs_what_runs_anywhere_on_the_same_system():
    workflow = text_of(".github/workflows/ci.yml")

    assert re.findall(r"^ +- run: (.+)$", workflow, re.MULTILINE) == [".ci/run"]
    assert "container: debian:12\n" in workflow


@pytest.mark.parametrize("document", [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")], ids=lambda path: path.name)
def test_what_a_document_links_to_in_the_project_is_there(document):
    targets = re.findall(r"\]\((?![a-z]+:)([^)#]+)", document.read_text(encoding="utf-8"))

    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_the_readme_leads_to_what_a_contributor_and_a_reporter_need():
    assert {"LICENSE", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"} <= set(
        re.findall(r"\]\(([^)]+)\)", text_of("README.md"))
    )


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
