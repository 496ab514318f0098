import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0010_next_review"),
    ]

    operations = [
        migrations.AlterField(
            model_name="kind",
            name="code",
            field=models.SlugField(
                help_text="It is part of the address of a filtered list and of exports. It cannot be changed once pages use it.",
                max_length=20,
                verbose_name="code",
            ),
        ),
        migrations.AlterField(
            model_name="kind",
            name="of",
            field=models.CharField(
                choices=[("meeting", "Meeting"), ("document", "Document")], max_length=10, verbose_name="applies to"
            ),
        ),
        migrations.AlterField(
            model_name="meetingpoint",
            name="led_to",
            field=models.ForeignKey(
                blank=True,
                help_text="Of a next step: the meeting at which it happened. Readers find a link to it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="meetings.meetingpage",
                verbose_name="follow-up",
            ),
        ),
        migrations.AlterConstraint(
            model_name="kind",
            name="one_kind_of_a_code",
            constraint=models.UniqueConstraint(
                fields=("of", "code"), name="one_kind_of_a_code", violation_error_message="Another kind has this code."
            ),
        ),
    ]
