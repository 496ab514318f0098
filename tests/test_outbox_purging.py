"""Caches in front of the site forget what has changed, once it has."""

import datetime
import io

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from mme_site.publishing.outbox.gathering import PURGE, one_task
from mme_site.publishing.outbox.models import OutboxTask
from tests.outbox_tasks import Cache

SITE = "http://localhost"


@pytest.fixture(autouse=True)
def cache(settings):
    """A cache in front of the site, which notes what it was told to forget."""
    settings.TASKS = {"default": {"BACKEND": "mme_site.publishing.outbox.backend.OutboxBackend"}}
    settings.WAGTAILFRONTENDCACHE = {"front": {"BACKEND": "tests.outbox_tasks.Cache", "KEY": "a secret"}}
    Cache.forgotten.clear()
    Cache.is_down = False
    return Cache


def work(after=datetime.timedelta()):
    with time_machine.travel(timezone.now() + after, tick=False):
        call_command("worker", once=True, stdout=io.StringIO())


def test_a_page_that_is_published_is_forgotten_after_its_commit_and_not_before(tree, cache):
    page = tree.page(slug="declaration", live=False)

    page.save_revision().publish()
    assert cache.forgotten == []
    work()

    assert cache.forgotten == [f"{SITE}/declaration/"]


def test_a_page_that_is_only_scheduled_is_not_forgotten(tree, cache):  # m
    page = tree.page(live=False, go_live_at=timezone.now() + datetime.timedelta(hours=1))
    page.save_revision().publish()
    work()

    assert cache.forgotten == []


def test_a_page_that_is_taken_down_is_forgotten(tree, cache):
    tree.page(slug="declaration").unpublish()
    work()

    assert cache.forgotten == [f"{SITE}/declaration/"]


def test_with_a_new_slug_the_old_addresses_are_forgotten_too_with_those_below(tree, cache):
    page = tree.page(slug="old")
    tree.page(slug="below", parent=page)
    page = page.get_latest_revision_as_object()
    page.slug = "new"
    page.save_revision().publish()
    work()

    assert sorted(cache.forgotten) == [f"{SITE}/new/", f"{SITE}/old/", f"{SITE}/old/below/"]


def test_a_page_that_is_moved_is_forgotten_where_it_was_with_those_below(tree, cache):
    page = tree.page(slug="moved")
    tree.page(slug="below", parent=page)
    other = tree.page(slug="other")

    page.move(other, pos="last-child")
    work()

    assert sorted(cache.forgotten) == [f"{SITE}/moved/", f"{SITE}/moved/below/"]


def test_a_cache_that_does_not_answer_is_told_again(tree, cache):
    cache.is_down = True
    tree.page(slug="declaration").unpublish()
    work()
    cache.is_down = False

    work(after=datetime.timedelta(minutes=1))

    assert cache.forgotten == [f"{SITE}/declaration/"]


def test_what_is_purged_is_part_of_the_one_task_of_a_publication(tree):
    revision = tree.page(slug="declaration").save_revision()
    OutboxTask.objects.all().delete()

    with one_task():
        revision.publish()

    [task] = OutboxTask.objects.all()
    assert [PURGE, [f"{SITE}/declaration/"], {}] in task.calls


def test_the_keys_of_a_cache_are_not_written_into_the_outbox(tree):
    tree.page(slug="declaration").unpublish()

    assert OutboxTask.objects.filter(calls__icontains="purge").exists()
    assert not OutboxTask.objects.filter(calls__icontains="a secret").exists()


def test_without_a_cache_nothing_is_asked_for(tree, settings):
    settings.WAGTAILFRONTENDCACHE = {}
    tree.page(slug="declaration").unpublish()

    assert not OutboxTask.objects.filter(calls__icontains="purge").exists()
