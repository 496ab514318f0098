import uuid

import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models

import mme_site.core.dates


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0011_plain_labels"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "title",
                    models.CharField(
                        help_text="Such as Registration, or Comments on the text.",
                        max_length=255,
                        verbose_name="what is due",
                    ),
                ),
                ("date", models.DateField(help_text="The last day on which it can be done.", verbose_name="day")),
                (
                    "time",
                    models.TimeField(
                        blank=True,
                        help_text="In the time zone of the meeting. Leave empty for the whole day.",
                        null=True,
                        verbose_name="hour",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "meeting",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deadlines",
                        to="meetings.meetingpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "deadline",
                "verbose_name_plural": "deadlines",
                "ordering": ["sort_order"],
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
        ),
        migrations.AlterField(
            model_name="meetingpage",
            name="time_zone",
            field=models.CharField(
                blank=True,
                help_text="The zone of these times and of deadlines, such as Africa/Luanda. Readers see it beside them.",
                max_length=40,
                validators=[mme_site.core.dates.validate_time_zone],
                verbose_name="time zone",
            ),
        ),
    ]
