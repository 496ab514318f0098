from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0006_pages_read")]

    operations = [
        migrations.AddField(
            model_name="filetext",
            name="is_xfa",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="A form that Adobe's programs show and others do not (XFA).",
                verbose_name="is an XFA form",
            ),
        ),
    ]
