"""Names that had a column for each language are kept by the migration, in revisions and in what was deleted as well."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from members.models import Body, Member
from mme_site.caching import triggers
from mme_site.editorial.recovery.models import DeletedRow, Deletion

BEFORE = [("members", "0002_suspension_has_ended"), ("meetings", "0004_points_and_agenda_in_languages")]
NAMES = {"fr": {"name": "Bénin"}, "ar": {"name": "بنين"}}


@pytest.fixture
def before(transactional_db):
    """Give what migrates to the state with a column for each language; the test leaves that of today."""

    def migrate():
        triggers.step_aside(plan=BEFORE)
        return MigrationExecutor(connection).migrate(BEFORE).apps

    yield migrate
    call_command("migrate", verbosity=0)


def test_names_move_with_their_revisions_and_what_was_deleted(before):
    member = Member(code="BJ", slug="benin", name_en="Benin", region="africa-west", translations=NAMES)
    member.save()
    member.save_revision().publish()
    Body.objects.create(code="AU", name_en="African Union", translations={"pt": {"name": "União Africana"}})

    old = before()
    was = old.get_model("members", "Member").objects.get()
    assert (was.name_fr, was.name_pt, was.name_ar) == ("Bénin", "", "بنين")
    assert old.get_model("members", "Body").objects.get().name_pt == "União Africana"
    [revision] = old.get_model("wagtailcore", "Revision").objects.all()
    revision.content = {name: value for name, value in revision.content.items() if name != "translations"}
    revision.save()
    assert revision.content["name_fr"] == "Bénin"
    deletion = Deletion.objects.create(content_type=ContentType.objects.get_for_model(Body), object_id="1", title="EU")
    values = {"code": "EU", "name_en": "European Union", "name_fr": "Union européenne", "name_pt": "", "name_ar": ""}
    row = DeletedRow.objects.create(deletion=deletion, model="members.Body", key="1", values=values)

    watch_column_of_before()

    call_command("migrate", verbosity=0)
    benin = Member.objects.get()
    assert benin.translations == NAMES
    opened = benin.latest_revision.as_object()
    assert opened.translations == NAMES
    opened.save_revision().publish()
    assert Member.objects.get().words_in("name", "ar") == "بنين"
    assert Body.objects.get().words_in("name", "pt") == "União Africana"
    row.refresh_from_db()
    assert row.values == {
        "code": "EU",
        "name_en": "European Union",
        "translations": {"fr": {"name": "Union européenne"}},
    }


def watch_column_of_before():
    """Count changes of a column that the migration takes away, as the site did before it."""
    is_other = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    action = triggers.SQLITE_ACTION if connection.vendor == "sqlite" else "EXECUTE FUNCTION mme_content_changed()"
    with connection.cursor() as cursor:
        cursor.execute(triggers.drop_trigger(connection, "members_member", "update"))
        cursor.execute(
            "CREATE TRIGGER mme_upd_members_member AFTER UPDATE ON members_member FOR EACH ROW"
            f" WHEN (OLD.name_fr {is_other} NEW.name_fr) {action}"
        )
