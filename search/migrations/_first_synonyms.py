"""The first synonyms, which editors keep from then on: acronyms that the site's own texts explain, and subjects and places.

Nearly all texts are in English: who searches in French, Portuguese or Arabic finds them by the
subjects and places. Arabic words stand with the article and without.
"""

ACRONYMS = [
    ["MME", "Migration, Mobility and Employment"],
    ["AU", "African Union"],
    ["AUC", "African Union Commission"],
    ["EU", "European Union"],
    ["EC", "European Commission"],
    ["OAU", "Organisation of African Unity", "Organization of African Unity"],
    ["IOM", "International Organization for Migration", "International Organisation for Migration"],
    ["ICMPD", "International Centre for Migration Policy Development"],
    ["JVAP", "Joint Valletta Action Plan"],
    ["JAES", "Joint Africa-EU Strategy"],
    ["AIR", "African Institute for Remittances", "ARI", "African Remittance Institute"],
    ["MMD", "Migration and Mobility Dialogue"],
    ["RECs", "Regional Economic Communities"],
    ["AMU", "Arab Maghreb Union"],
    ["CEN-SAD", "Community of Sahel-Saharan States"],
    ["COMESA", "Common Market for Eastern and Southern Africa"],
    ["EAC", "East African Community"],
    ["ECCAS", "Economic Community of Central African States"],
    ["ECOWAS", "Economic Community of West African States"],
    ["IGAD", "Intergovernmental Authority on Development"],
    ["SADC", "Southern African Development Community"],
    ["SOM", "Senior Officials' Meeting", "Senior Officials Meeting"],
]
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
    synonym.objects.bulk_create(synonym(terms="\n".join(group)) for group in ACRONYMS + SUBJECTS + PLACES)
