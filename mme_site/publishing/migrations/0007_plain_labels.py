from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0006_wording_of_help"),
    ]

    operations = [
        migrations.AlterField(
            model_name="release",
            name="due_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Leave empty to wait until somebody starts the release by hand.",
                null=True,
                verbose_name="date and time",
            ),
        ),
        migrations.AlterField(
            model_name="schedule",
            name="due_at",
            field=models.DateTimeField(verbose_name="date and time"),
        ),
    ]
