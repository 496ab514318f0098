from django.db import migrations, models

from search.migrations import _first_synonyms, _full_text


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.AddField("indexdocument", "weight", models.FloatField(default=0)),
        migrations.AddField(
            "synonym",
            "leads_here",
            models.TextField(
                blank=True,
                verbose_name="words that lead to them",
                help_text="One on each line: other spellings, mistakes, names of earlier times, narrower words. Readers who search for one of them find the words above; who searches for those does not find these.",
            ),
        ),
        migrations.RunPython(_full_text.make_again, migrations.RunPython.noop),
        migrations.RunPython(_first_synonyms.complete, migrations.RunPython.noop),
    ]
