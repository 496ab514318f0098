"""Offers the languages of the settings, so that a further one takes no migration; nothing changes in the database."""

from django.db import migrations, models

from mme_site.core.languages import language_choices


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_acronyms_and_missing_migrants"),
    ]

    operations = [
        migrations.AlterField(
            model_name="promotedresult",
            name="language",
            field=models.CharField(
                blank=True,
                choices=language_choices,
                help_text="Of the reader. Without one it counts for readers of every language.",
                max_length=10,
                verbose_name="language",
            ),
        ),
    ]
