from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [
        migrations.RenameField("publisherprocess", "looked_at", "heartbeat_at"),
        migrations.AlterField("publisherprocess", "heartbeat_at", models.DateTimeField(db_index=True)),
    ]
