from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0004_read_arabic_and_hebrew_again")]

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
