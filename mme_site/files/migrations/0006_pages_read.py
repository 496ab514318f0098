from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0005_files_that_were_taken_down")]

    operations = [
        migrations.AddField(
            model_name="filetext",
            name="pages_read",
            field=models.PositiveIntegerField(
                db_default=0,
                default=0,
                help_text="Of a PDF, which is read in parts: how many of its pages were.",
                verbose_name="pages read",
            ),
        ),
    ]
