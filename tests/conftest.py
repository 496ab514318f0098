"""What every test gets without asking."""

import gc
import os
from pathlib import Path

import pytest
from django.core.cache import cache
from django.template import Template
from django.utils import timezone, translation
from wagtail.contrib.routable_page.models import RoutablePageMixin
from xdist.scheduler import LoadScopeScheduling

from mme_site.caching.content_cache import clear
from mme_site.core import clock
from mme_site.tasks.batching import SEARCH_INDEX
from search.engine import answer, suggesting
from search.statistics import query_counter
from tests.helpers import requested_addresses
from tests.helpers.indexing import bring_up_to_date, up_to_date_when_looked_at
from tests.helpers.migrated_database import MigratedDatabase
from tests.helpers.small_tree import small_partnership

# What these promise is what a page or a screen says, and who may open it. On PostgreSQL every public page is opened
# by content/conftest.py, every screen of the admin by test_guide.py, and what is saved by the tests of each rule.
OF_SCREENS = {
    *("test_budgets.py", "test_bulk_publishing.py", "test_checks_in_the_editor.py", "test_content_checks.py"),
    *("test_delivery.py", "test_dashboard.py", "test_documents.py", "test_editor_facts.py", "test_editor_forms.py"),
    *("test_embargo.py", "test_embargo_of_updates.py", "test_errors_of_the_old_page.py", "test_every_page.py"),
    *("test_file_delivery.py", "test_files_to_mend.py", "test_frame.py", "test_hidden_pages.py"),
    *("test_listings_taken_away.py", "test_meetings.py", "test_member_map.py", "test_member_pages.py"),
    *("test_member_previews.py", "test_members.py", "test_overview.py", "test_page_anatomy.py", "test_pdfs.py"),
    *("test_pictures.py", "test_preflight.py", "test_public_files.py", "test_days_and_months.py"),
    *("test_rights_of_editors.py", "test_rights_of_publishers.py", "test_rights_and_exports.py"),
    *("test_schedule_notices.py", "test_expiry_of_drafts.py"),
    "test_queries.py",  # written down as SQLite is asked
    *("test_consistency.py", "test_data_pages.py", "test_second_factor.py", "test_single_sign_on.py"),
    *("test_statements.py", "test_translations.py"),
    # What the shipped content becomes, and how processes are kept: the same on both databases.
    *("test_content_files.py", "test_desk.py", "test_every_action.py", "test_export_site.py", "test_package.py"),
    *("test_rights_by_construction.py", "test_updates.py", "test_web_processes.py", "test_words_of_records.py"),
    *("test_shared_drafts.py", "test_source_page.py", "test_time_zones.py", "test_translators.py"),
    *("test_two_partnerships.py", "test_uploads.py", "test_writing_directions.py"),
}
# Folders and files, as paths in tests/, whose tests share something that takes long to make; what takes longest first.
SHARING = (
    *("browser/editors/", "content/", "browser/readers/", "delivery/served/", "project/test_budgets.py", "upgrade/"),
    *("editorial/jobs/", "publishing/test_publishers.py", "publishing/test_publishing_at_once.py"),
    *("delivery/test_delivery.py", "opendata/test_export_site.py", "home/test_generated_content.py"),
    *("search/test_answers.py", "search/test_dates_and_numbers.py", "project/test_queries.py"),
    *("project/test_architecture.py", "project/test_documented.py", "project/test_safe_code.py"),
)


FORGOTTEN = pytest.StashKey[list]()


class ByPlace(LoadScopeScheduling):
    """Deals the tests of such a place to one process of the suite, and then every other test by itself."""

    def _split_scope(self, nodeid):
        file = nodeid.removeprefix("tests/")
        return next((place for place in SHARING if file.startswith(place)), nodeid)

    def _assign_work_unit(self, node):
        if place := next((place for place in SHARING if place in self.workqueue), None):
            self.workqueue.move_to_end(place, last=False)
        super()._assign_work_unit(node)


def pytest_xdist_auto_num_workers():
    """One process more than there are cores: those with a browser or a server wait for it now and then."""
    return os.cpu_count() + 1


def pytest_xdist_make_scheduler(config, log):
    return ByPlace(config, log)


def pytest_addoption(parser):
    parser.addoption(
        "--asking-the-database",
        action="store_true",
        help="leave out the tests that show nothing of the database: those with a browser, and those of screens",
    )
    parser.addoption(
        "--write-queries",
        action="store_true",
        help="write down the queries of the hottest pages (tests/project/test_queries.py)",
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is imported stays: the collector of garbage looks through it once, and not again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 100)  # nearly all that a page makes goes without it: a tenth of the time of a test
        gc.enable()


def pytest_ignore_collect(collection_path, config):
    """What is left out on PostgreSQL need not be imported there."""
    if config.getoption("--asking-the-database") and is_of_screens(collection_path):
        return True


def is_of_screens(path):
    return path.name in OF_SCREENS or path.is_relative_to(Path(__file__).parent / "browser")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--asking-the-database"):
        return
    asking = [item for item in items if asks_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not asks_the_database(item)])
    items[:] = asking


def asks_the_database(item):
    return "django_db_setup" in item.fixturenames or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def migrated_database(request, django_db_createdb, django_db_modify_db_settings, django_db_blocker):
    """The migrated database that the processes share; None where each makes its own."""
    cache = getattr(request.config, "cache", None)  # which `-p no:cacheprovider` takes away
    if cache is None or django_db_createdb or request.config.getvalue("reuse_db"):
        return None
    with django_db_blocker.unblock():
        return MigratedDatabase(cache.mkdir("migrated"))


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, migrated_database):
    return django_db_keepdb or (migrated_database is not None and migrated_database.is_copied)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, migrated_database):
    if migrated_database is not None:
        with django_db_blocker.unblock():
            migrated_database.leave_for_others()
    yield
    if migrated_database is not None and migrated_database.is_copied:
        with django_db_blocker.unblock():
            migrated_database.kept.remove(migrated_database.own)


@pytest.fixture(autouse=True, scope="session")
def addresses_are_noted(django_test_environment):
    with pytest.MonkeyPatch.context() as patch:
        serve = RoutablePageMixin.serve

        def noted(page, request, view=None, args=None, kwargs=None):
            if view:
                requested_addresses.note_subpage(page, view)
            return serve(page, request, view, args, kwargs)

        patch.setattr(RoutablePageMixin, "serve", noted)
        yield


def pytest_testnodedown(node):
    """Learn from a process of the suite that ends what its tests asked for."""
    requested_addresses.requested.update(getattr(node, "workeroutput", {}).get("requested", ()))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """The whole suite fails when none of its tests asks for an address of ours."""
    requested = requested_addresses.requested
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["requested"] = sorted(requested)
    elif is_whole_suite(session.config) and not session.shouldstop:
        forgotten = sorted(requested_addresses.our_addresses() - requested)
        session.config.stash[FORGOTTEN] = forgotten
        if forgotten and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    for address in config.stash.get(FORGOTTEN, []):
        terminalreporter.write_line(f"No test asks for {address}", red=True)


def is_whole_suite(config):
    """Return True where no test was left out by its place, its name or the database."""
    options = ("keyword", "markexpr", "lf", "deselect", "ignore", "ignore_glob", "asking_the_database", "collectonly")
    return config.args == config.getini("testpaths") and not any(config.getoption(name, None) for name in options)


@pytest.fixture(autouse=True, scope="session")
def templates_are_only_rendered(django_test_environment):
    """The test environment tells of each template that is rendered: a tenth of the time of a page, for nobody here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", lambda template, context: template.nodelist.render(context))
        yield


@pytest.fixture(autouse=True, scope="session")
def the_clock_of_the_database_is_that_of_the_tests():
    """PostgreSQL's goes on while a test moves its own (tests/publishing/test_clocks.py has one that differs)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "database_now", timezone.now)
        yield


@pytest.fixture(autouse=True, scope="session")
def no_search_is_written_by_itself():
    """A thread would write the counted searches beside the transaction of a test, also those of a shared fixture."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(query_counter, "write_later", lambda query_counter: None)
        yield


@pytest.fixture(autouse=True, scope="session")
def index_is_up_to_date_before_time_is_counted():
    """The first query of a question brings the index up to date (tests/helpers/indexing.py); a reader's does not."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (answer, suggesting):
            patch.setattr(module, "within", within_when_up_to_date(module.within))
        yield


def within_when_up_to_date(within):
    def prepared(seconds):
        bring_up_to_date([SEARCH_INDEX])
        return within(seconds)

    return prepared


@pytest.fixture(autouse=True)
def nothing_left_by_another_test(settings, tmp_path):
    """Uploaded files, what is cached or remembered, counted searches and the language asked for belong to one test."""
    translation.deactivate()
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    clear()
    with up_to_date_when_looked_at():
        yield
    query_counter.forget()


@pytest.fixture
def tree(db):
    """A small partnership with one page of every list, published on the default site."""
    return small_partnership()
