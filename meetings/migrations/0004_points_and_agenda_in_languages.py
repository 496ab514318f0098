"""Points and items of an agenda are translated with their pages."""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from wagtail.models import BootstrapTranslatableModel

MODELS = ["AgendaItem", "KeyPoint", "MeetingPoint"]


def locale(**options):
    return models.ForeignKey(
        "wagtailcore.Locale",
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="locale",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_outside_addresses"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        operation
        for model in MODELS
        for operation in (
            migrations.AddField(model, "locale", locale(null=True)),
            migrations.AddField(model, "translation_key", models.UUIDField(editable=False, null=True)),
            BootstrapTranslatableModel(f"meetings.{model}"),
            migrations.AlterField(model, "locale", locale()),
            migrations.AlterField(model, "translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
            migrations.AlterUniqueTogether(model, {("translation_key", "locale")}),
        )
    ]
