"""What follows a change: asked for with it, done after it, never in its way."""

import pytest
from django.db import transaction

from mme_site.publishing.outbox.gathering import REFERENCE_INDEX, SEARCH_INDEX, one_task
from mme_site.publishing.outbox.models import OutboxTask

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings):
    """The outbox of the running site, instead of the suite's, which does everything at once."""
    settings.TASKS = {"default": {"BACKEND": "mme_site.publishing.outbox.backend.OutboxBackend"}}


@pytest.fixture
def tree_at_rest(tree):
    """A partnership with nothing left to do."""
    OutboxTask.objects.all().delete()
    return tree


# Asking


def test_nothing_is_left_to_do_of_a_change_that_is_rolled_back(tree_at_rest):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tree_at_rest.home.save_revision().publish()
        assert OutboxTask.objects.exists()
        raise ZeroDivisionError

    assert not OutboxTask.objects.exists()


def test_one_task_makes_one_task_of_everything_that_a_publication_asks_for(tree_at_rest):
    page = tree_at_rest.meeting(title="Fifth summit")
    page.agenda_items.add(page.agenda_items.model(title="Opening"), page.agenda_items.model(title="Closing"))
    revision = page.save_revision()
    OutboxTask.objects.all().delete()

    with one_task():
        revision.publish()

    [task] = OutboxTask.objects.all()
    meeting = ["meetings", "meetingpage", str(page.pk)]
    assert sorted(task.calls) == [[SEARCH_INDEX, meeting, {}], [REFERENCE_INDEX, meeting, {}]]


def test_a_block_within_a_block_joins_the_outer_one(tree_at_rest):
    with one_task():
        with one_task():
            tree_at_rest.home.save()
        assert not OutboxTask.objects.exists()
        tree_at_rest.meetings.save()

    assert OutboxTask.objects.count() == 1


def test_an_error_inside_one_task_asks_for_nothing(tree_at_rest):
    with pytest.raises(ZeroDivisionError), one_task():
        tree_at_rest.home.save()
        raise ZeroDivisionError

    assert not OutboxTask.objects.exists()
    tree_at_rest.home.save()
    assert OutboxTask.objects.count() == 2  # and what comes after it is asked for as ever
