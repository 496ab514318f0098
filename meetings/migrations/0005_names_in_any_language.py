"""Names of series have no column for each language any more."""

from django.db import migrations, models

from mme_site.core.moved_names import change_json, in_columns, move_back, move_columns, translated


def change_deleted(apps, change):
    """Change the rows of series that were deleted."""
    deleted = apps.get_model("recovery", "DeletedRow").objects.filter(model="meetings.MeetingSeries")
    change_json(deleted.order_by("pk"), "values", change)


def forwards(apps, _schema_editor):
    move_columns(apps.get_model("meetings", "MeetingSeries"))
    change_deleted(apps, translated)


def backwards(apps, _schema_editor):
    move_back(apps.get_model("meetings", "MeetingSeries"))
    change_deleted(apps, in_columns)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_points_and_agenda_in_languages"), ("recovery", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="meetingseries",
            name="translations",
            field=models.JSONField(blank=True, default=dict, verbose_name="in other languages"),
        ),
        migrations.RunPython(forwards, backwards),
        *[migrations.RemoveField("meetingseries", f"name_{code}") for code in ("fr", "pt", "ar")],
    ]
