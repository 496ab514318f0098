import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What was told before stays in the words in which it was told: it has no code."""

    dependencies = [
        ("publishing", "0002_publisher_heartbeat"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.RenameField("schedule", "reason", "reason_text"),
        migrations.AddField("schedule", "reason_code", models.CharField(blank=True, max_length=20)),
        migrations.AddField("schedule", "reason_values", models.JSONField(default=dict)),
        migrations.AddField(
            "schedule",
            "waits_for",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.WAGTAIL_PAGE_MODEL,
            ),
        ),
    ]
