"""What the partnership's texts are about, and where it met, in French, Portuguese and Arabic.

Nearly all texts are in English: who searches in another language finds them by these. Arabic words
stand with the article and without. Editors keep them from then on.
"""

from django.db import migrations

SUBJECTS = [
    ["migration", "migrations", "migração", "migrações", "الهجرة", "هجرة"],
    ["mobility", "mobilité", "mobilidade", "التنقل", "تنقل"],
    ["employment", "emploi", "emprego", "التوظيف", "توظيف"],
    ["declaration", "declaração", "الإعلان", "إعلان"],
    ["summit", "sommet", "cimeira", "القمة", "قمة"],
    ["action plan", "plano de ação", "خطة العمل", "خطة عمل"],
    ["ministerial conference", "conférence ministérielle", "conferência ministerial", "المؤتمر الوزاري"],
    [
        "trafficking in human beings",
        "human trafficking",
        "traite des êtres humains",
        "tráfico de seres humanos",
        "الاتجار بالبشر",
    ],
    ["remittances", "transferts de fonds", "remessas", "التحويلات المالية", "تحويلات مالية"],
    ["refugees", "réfugiés", "refugiados", "اللاجئون", "اللاجئين", "لاجئون"],
    ["higher education", "enseignement supérieur", "ensino superior", "التعليم العالي"],
    ["member states", "États membres", "Estados membros", "الدول الأعضاء"],
]
PLACES = [
    ["Addis Ababa", "Addis-Abeba", "Adis Abeba", "أديس أبابا"],
    ["Brussels", "Bruxelles", "Bruxelas", "بروكسل"],
    ["Cairo", "Le Caire", "القاهرة"],
    ["Lisbon", "Lisbonne", "Lisboa", "لشبونة"],
    ["Luanda", "لواندا"],
    ["Nairobi", "نيروبي"],
    ["Ouagadougou", "Uagadugu", "واغادوغو"],
    ["Rabat", "الرباط"],
    ["Tripoli", "طرابلس"],
    ["Valletta", "La Valette", "Valeta", "فاليتا"],
]


def add(apps, schema_editor):
    synonym = apps.get_model("search", "Synonym")
    known = {
        line.casefold() for terms in synonym.objects.values_list("terms", flat=True) for line in terms.splitlines()
    }
    new = [group for group in SUBJECTS + PLACES if known.isdisjoint(term.casefold() for term in group)]
    synonym.objects.bulk_create(synonym(terms="\n".join(group)) for group in new)


class Migration(migrations.Migration):
    dependencies = [("search", "0004_first_synonyms")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
