"""Places have names in each language."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_names_in_any_language")]

    operations = [
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translations", models.JSONField(blank=True, default=dict, verbose_name="in other languages")),
                ("name_en", models.CharField(max_length=120, verbose_name="name in English")),
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
                "ordering": ["name_en"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name_en",),
                        name="one_place_of_a_name",
                        violation_error_message="There is a place of this name already.",
                    )
                ],
            },
        ),
    ]
