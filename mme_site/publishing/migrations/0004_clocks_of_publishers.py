from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_reasons_as_codes")]

    operations = [
        migrations.AddField("publisherprocess", "clock_skew", models.FloatField(default=0.0)),
        migrations.AddField("publisherprocess", "clock_step", models.FloatField(default=0.0)),
        migrations.AddField("publisherprocess", "clock_stepped_at", models.DateTimeField(null=True)),
    ]
