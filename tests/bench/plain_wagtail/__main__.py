"""What Wagtail's own action of publishing costs, in a project of nothing else: the least that a release can take.

`python -m tests.bench.plain_wagtail 50 200` prints the seconds of so many pages, published in one transaction each.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

import dj_database_url
import django
from django.conf import settings


def main(numbers):
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), numbers)


def measure(folder, numbers):
    (folder / "plain_migrations").mkdir()
    (folder / "plain_migrations" / "__init__.py").touch()
    sys.path.append(str(folder))
    configure(folder)
    from django.core.management import call_command
    from django.db import connection

    from tests.bench.publishing import database_of_its_own

    with database_of_its_own(connection, "plain"):
        call_command("makemigrations", "plain_wagtail", verbosity=0)
        call_command("migrate", verbosity=0)
        seconds(10)  # what is done once for each process
        print(*(f"{seconds(number):.3f}" for number in numbers))


def configure(folder):
    settings.configure(
        **{
            "SECRET_KEY": "plain",
            "USE_TZ": True,
            "ROOT_URLCONF": "tests.bench.plain_wagtail",
            "STATIC_URL": "/static/",
        },
        INSTALLED_APPS=[
            *("tests.bench.plain_wagtail", "wagtail.contrib.redirects", "wagtail.users", "wagtail.documents"),
            *("wagtail.images", "wagtail.search", "modelsearch", "wagtail.admin", "wagtail", "modelcluster", "taggit"),
            *("django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes"),
            *("django.contrib.sessions", "django.contrib.messages"),
        ],
        DATABASES={
            "default": dj_database_url.parse(os.environ["DATABASE_URL"] or f"sqlite:///{folder / 'plain.sqlite3'}")
        },
        MIGRATION_MODULES={"plain_wagtail": "plain_migrations"},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},  # indexing is done later, as ours
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        WAGTAILADMIN_BASE_URL="http://localhost",
    )
    django.setup()


def seconds(number):
    """Return the seconds in which so many drafts are published, all in one transaction."""
    from django.contrib.auth import get_user_model
    from django.db import transaction
    from wagtail.models import Page

    from tests.bench.plain_wagtail.models import PlainPage

    root = Page.get_first_root_node()
    person, _is_new = get_user_model().objects.get_or_create(username="person", is_superuser=True)
    drafts = [PlainPage(title="Plain", slug=f"{number}-{place}", live=False, summary="Text") for place in range(number)]
    for draft in drafts:
        root.add_child(instance=draft)
    revisions = [draft.save_revision() for draft in drafts]
    began = time.perf_counter()
    with transaction.atomic():
        for revision in revisions:
            revision.publish(user=person, skip_permission_checks=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]])
