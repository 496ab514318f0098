"""What every test gets without asking."""

import gc

import pytest
from django.core.cache import cache
from django.template import Template
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from mme_site.caching.content_cache import clear
from search.tallies import tallies
from tests.indexing import up_to_date_when_looked_at
from tests.kept_tree import small_partnership

# What these promise is what a page or a screen says, and who may open it. On PostgreSQL every public page is opened
# by content/conftest.py, every screen of the admin by test_guide.py, and what is saved by the tests of each rule.
OF_SCREENS = {
    *("test_budgets.py", "test_bulk_publishing.py", "test_checks_in_the_editor.py", "test_content_checks.py"),
    *("test_delivery.py", "test_desk.py", "test_documents.py", "test_editor_facts.py", "test_editor_forms.py"),
    *("test_embargo.py", "test_embargo_of_updates.py", "test_errors_of_the_old_page.py", "test_every_page.py"),
    *("test_file_delivery.py", "test_files_to_mend.py", "test_frame.py", "test_hidden_pages.py"),
    *("test_listings_taken_away.py", "test_meetings.py", "test_member_map.py", "test_member_pages.py"),
    *("test_member_previews.py", "test_members.py", "test_overview.py", "test_page_anatomy.py", "test_pdfs.py"),
    *("test_pictures.py", "test_preflight.py", "test_public_files.py", "test_days_and_months.py"),
    *("test_rights_of_editors.py", "test_rights_of_publishers.py", "test_rights_and_exports.py"),
    *("test_schedule_notices.py", "test_expiry_of_drafts.py"),
    *("test_shared_drafts.py", "test_source_page.py", "test_time_zones.py", "test_translators.py"),
    *("test_two_partnerships.py", "test_uploads.py", "test_writing_directions.py"),
}
# Folders and files whose tests share something that takes long to make.
SHARING = {"browser", "content", "delivery", "upgrade", "test_budgets.py", "test_delivery.py"}
SHARING |= {"test_generated_content.py"}
SHARING |= {"test_publishers.py", "test_publishing_at_once.py"}


class ByPlace(LoadScopeScheduling):
    """Deals the tests of such a place to one process of the suite, and every other test by itself."""

    def _split_scope(self, nodeid):
        place = nodeid.split("::")[0].split("/")[1]
        return place if place in SHARING else nodeid


def pytest_xdist_make_scheduler(config, log):
    return ByPlace(config, log)


def pytest_addoption(parser):
    parser.addoption(
        "--asking-the-database",
        action="store_true",
        help="leave out the tests that show nothing of the database: those with a browser, and those of screens",
    )


def pytest_collection_finish():
    """What was imported stays; the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--asking-the-database"):
        return
    asking = [item for item in items if asks_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not asks_the_database(item)])
    items[:] = asking


def asks_the_database(item):
    if item.path.name in OF_SCREENS:
        return False
    return "django_db_setup" in item.fixturenames or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True, scope="session")
def templates_are_only_rendered(django_test_environment):
    """The test environment tells of each template that is rendered: a tenth of the time of a page, for nobody here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", lambda template, context: template.nodelist.render(context))
        yield


@pytest.fixture(autouse=True, scope="session")
def no_search_is_written_by_itself():
    """A thread would write the counted searches beside the transaction of a test, also those of a shared fixture."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tallies, "write_later", lambda tallies: None)
        yield


@pytest.fixture(autouse=True)
def nothing_left_by_another_test(settings, tmp_path):
    """Uploaded files, what is cached or remembered, counted searches and the language asked for belong to one test."""
    translation.deactivate()
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    clear()
    with up_to_date_when_looked_at():
        yield
    tallies.forget()


@pytest.fixture
def tree(db):
    """A small partnership with one page of every list, published on the default site."""
    return small_partnership()
