from django.db import migrations, models

import mme_site.caching.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ContentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(default=mme_site.caching.models.first_version)),
            ],
            options={"verbose_name": "content version", "verbose_name_plural": "content versions"},
        ),
        migrations.CreateModel(
            name="ContentChange",
            fields=[("transaction", models.BigIntegerField(primary_key=True, serialize=False))],
            options={"verbose_name": "content change", "verbose_name_plural": "content changes"},
        ),
    ]
