"""Names have no column for each language any more; revisions and what was deleted keep theirs."""

from django.db import migrations, models

from mme_site.core.languages import language_choices
from mme_site.core.moved_names import change_json, in_columns, move_back, move_columns, translated

NAMED = ["body", "member"]
TRANSLATED = [*NAMED, "membershipperiod", "suspension"]


def translations():
    return models.JSONField(blank=True, default=dict, verbose_name="in other languages")


def change_kept_content(apps, change):
    """Change the revisions of members, and the rows of members and bodies that were deleted."""
    types = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="members", model="member")
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(content_type__in=types)
    change_json(revisions.order_by("pk"), "content", change)
    deleted = apps.get_model("recovery", "DeletedRow").objects.filter(model__in=["members.Member", "members.Body"])
    change_json(deleted.order_by("pk"), "values", change)
    of_revisions = apps.get_model("recovery", "DeletedRow").objects.filter(model="wagtailcore.Revision")
    change_json(of_revisions.order_by("pk"), "values", lambda row: row | {"content": change(row["content"])})


def forwards(apps, _schema_editor):
    for name in NAMED:
        move_columns(apps.get_model("members", name))
    change_kept_content(apps, translated)


def backwards(apps, _schema_editor):
    for name in NAMED:
        move_back(apps.get_model("members", name))
    change_kept_content(apps, in_columns)


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0002_suspension_has_ended"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("recovery", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        *[migrations.AddField(name, "translations", translations()) for name in TRANSLATED],
        migrations.RunPython(forwards, backwards),
        *[migrations.RemoveField(name, f"name_{code}") for name in NAMED for code in ("fr", "pt", "ar")],
        migrations.AlterField(
            model_name="formername",
            name="language",
            field=models.CharField(choices=language_choices, default="en", max_length=2, verbose_name="language"),
        ),
    ]
