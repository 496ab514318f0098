"""What is public can be corrected while a release waits."""

import pytest
from django.utils import translation

from mme_site.publishing.models import Schedule
from mme_site.publishing.releases import editing
from mme_site.publishing.releases.corrections import CorrectedInBoth, with_corrections
from tests.helpers.people import administrator
from tests.helpers.scheduling import SECOND, in_an_hour, publish_at
from tests.publishing.releases.test_releases import draft_of, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db):
    return administrator()


@pytest.fixture
def waiting(tree, person):
    """A public page, and an item that waits with a new title of it."""
    page = tree.page(title="Before", summary="With a mistak")
    draft_of(page, title="After")
    release = editing.create("Summit", person, in_an_hour())
    return page, editing.add_publication(release, page, person)


def correct(page, **changes):
    public = now(page)
    for name, value in changes.items():
        setattr(public, name, value)
    public.save_revision(clean=False).publish()


def test_a_correction_of_other_words_is_part_of_what_goes_live(waiting):
    page, item = waiting
    correct(page, summary="With a mistake mended")

    publish_at(item.release.due_at)

    assert (now(page).title, now(page).summary) == ("After", "With a mistake mended")


@pytest.mark.parametrize(("overrule", "title"), [(True, "Corrected"), (False, "After")])
def test_where_both_changed_the_same_words_somebody_chooses(waiting, person, overrule, title):
    page, item = waiting
    correct(page, title="Corrected")

    publish_at(item.release.due_at)
    assert now(page).title == "Corrected"
    assert "corrected since in the same places: Title" in Schedule.objects.get().reason
    with translation.override("fr"):
        assert "corrigés depuis\u00a0: Titre." in Schedule.objects.get().reason

    editing.choose(item, person, overrule=overrule)
    publish_at(item.release.due_at + SECOND)
    assert now(page).title == title
    assert Schedule.objects.get().status == "done"


def test_a_correction_can_be_taken_over_by_dropping_the_item(waiting, person):
    page, item = waiting
    correct(page, title="Corrected")

    editing.remove(item, person)

    publish_at(item.release.due_at)
    assert now(page).title == "Corrected"


def test_the_keys_of_stored_lines_are_no_correction():
    base = {"files": [{"pk": None, "name": "a"}], "title": "A", "live": False}
    public = {"files": [{"pk": 3, "name": "a"}], "title": "A", "live": True}
    pinned = {"files": [{"pk": None, "name": "b"}], "title": "A"}

    assert with_corrections(pinned, base, public) is pinned
    with pytest.raises(CorrectedInBoth):
        with_corrections(pinned, base, {**public, "files": [{"pk": 3, "name": "c"}]})
