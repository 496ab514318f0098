from django.db import migrations

from search.migrations import _first_synonyms


class Migration(migrations.Migration):
    dependencies = [("search", "0003_more_synonyms")]

    operations = [migrations.RunPython(_first_synonyms.complete, migrations.RunPython.noop)]
