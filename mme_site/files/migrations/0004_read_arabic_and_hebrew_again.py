"""Forgets what was read of PDFs in Arabic or Hebrew, whose letters were out of order; `read_files` reads them again."""

import re

from django.db import migrations

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def forget(apps, schema_editor):
    pages = apps.get_model("files", "FilePageText").objects.filter(file_text__document__file__iendswith=".pdf")
    rows = pages.values_list("file_text", "text").iterator(chunk_size=100)
    keys = sorted({key for key, text in rows if RIGHT_TO_LEFT.search(text)})
    for start in range(0, len(keys), 500):
        apps.get_model("files", "FileText").objects.filter(pk__in=keys[start : start + 500]).delete()


class Migration(migrations.Migration):
    dependencies = [("files", "0003_pictures_that_cannot_be_shown")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
