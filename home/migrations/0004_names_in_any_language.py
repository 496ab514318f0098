"""What the content files said of records when they were loaded is compared with them as they are kept now."""

from django.db import migrations, models

from mme_site.core.moved_names import change_json, in_columns, translated


def change_shipped(apps, change):
    of_records = models.Q()
    for file in ("members.csv", "bodies.csv", "series.csv"):
        of_records |= models.Q(key__startswith=file)
    loaded = apps.get_model("home", "LoadedRecord").objects.filter(of_records)
    change_json(loaded.order_by("pk"), "shipped", change)


class Migration(migrations.Migration):
    dependencies = [("home", "0003_operator_of_the_site")]

    operations = [
        migrations.RunPython(
            lambda apps, _schema_editor: change_shipped(apps, translated),
            lambda apps, _schema_editor: change_shipped(apps, in_columns),
        ),
    ]
