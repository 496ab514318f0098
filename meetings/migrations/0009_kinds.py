"""Kinds of meetings and documents are data: those that are shipped get a row, under the codes that pages have."""

from django.db import migrations, models

# What it is a kind of, its code, and its names in English, French, Portuguese and Arabic.
SHIPPED = [
    ("meeting", "summit", "Summit", "Sommet", "Cimeira", "قمة"),
    ("meeting", "ministerial", "Ministerial meeting", "Réunion ministérielle", "Reunião ministerial", "اجتماع وزاري"),
    (
        "meeting",
        "senior-officials",
        "Senior officials' meeting",
        "Réunion de hauts fonctionnaires",
        "Reunião de altos funcionários",
        "اجتماع كبار المسؤولين",
    ),
    (
        "meeting",
        "college-to-college",
        "College-to-College meeting",
        "Réunion de collège à collège",
        "Reunião de colégio a colégio",
        "اجتماع بين المفوضيتين",
    ),
    ("meeting", "steering-committee", "Steering committee", "Comité de pilotage", "Comité diretor", "لجنة توجيهية"),
    ("meeting", "consultation", "Consultation", "Consultation", "Consulta", "مشاورة"),
    ("meeting", "technical", "Technical meeting", "Réunion technique", "Reunião técnica", "اجتماع فني"),
    ("meeting", "workshop", "Workshop", "Atelier", "Seminário", "ورشة عمل"),
    ("meeting", "launch", "Launch", "Lancement", "Lançamento", "إطلاق"),
    ("document", "declaration", "Declaration", "Déclaration", "Declaração", "إعلان"),
    ("document", "action-plan", "Action plan", "Plan d’action", "Plano de ação", "خطة عمل"),
    ("document", "strategy", "Strategy", "Stratégie", "Estratégia", "استراتيجية"),
    ("document", "roadmap", "Roadmap", "Feuille de route", "Roteiro", "خارطة طريق"),
    ("document", "conclusions", "Conclusions", "Conclusions", "Conclusões", "استنتاجات"),
    ("document", "communique", "Communiqué", "Communiqué", "Comunicado", "بلاغ ختامي"),
    ("document", "statement", "Statement", "Déclaration commune", "Declaração conjunta", "بيان"),
    ("document", "communication", "Communication", "Communication", "Comunicação", "بلاغ من المفوضية"),
    ("document", "agenda", "Agenda", "Ordre du jour", "Ordem do dia", "جدول الأعمال"),
    ("document", "report", "Report", "Rapport", "Relatório", "تقرير"),
    ("document", "brochure", "Brochure", "Brochure", "Brochura", "كتيّب"),
    ("document", "faq", "Questions and answers", "Questions et réponses", "Perguntas e respostas", "أسئلة وأجوبة"),
]


def add_shipped(apps, _schema_editor):
    kinds = apps.get_model("meetings", "Kind")
    kinds.objects.bulk_create(
        kinds(
            of=of,
            code=code,
            name_en=name_en,
            sort_order=place,
            translations={"fr": {"name": fr}, "pt": {"name": pt}, "ar": {"name": ar}},
        )
        for place, (of, code, name_en, fr, pt, ar) in enumerate(SHIPPED, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0008_drawings_of_themes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="documentpage",
            name="kind",
            field=models.CharField(help_text="Readers filter the list by it.", max_length=20, verbose_name="kind"),
        ),
        migrations.AlterField(
            model_name="meetingpage",
            name="kind",
            field=models.CharField(help_text="Readers filter the list by it.", max_length=20, verbose_name="kind"),
        ),
        migrations.CreateModel(
            name="Kind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translations", models.JSONField(blank=True, default=dict, verbose_name="in other languages")),
                ("name_en", models.CharField(max_length=120, verbose_name="name in English")),
                (
                    "of",
                    models.CharField(
                        choices=[("meeting", "Meeting"), ("document", "Document")], max_length=10, verbose_name="of"
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="Stands in the address of a filtered list and in exports. It stays once pages have it.",
                        max_length=20,
                        verbose_name="code",
                    ),
                ),
                (
                    "sort_order",
                    models.PositiveSmallIntegerField(
                        default=100,
                        help_text="Readers find the kinds in this order, then by name.",
                        verbose_name="place in lists",
                    ),
                ),
            ],
            options={
                "verbose_name": "kind",
                "verbose_name_plural": "kinds",
                "ordering": ["of", "sort_order", "name_en"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("of", "code"),
                        name="one_kind_of_a_code",
                        violation_error_message="There is a kind of this code already.",
                    )
                ],
            },
        ),
        migrations.RunPython(add_shipped, migrations.RunPython.noop),
    ]
