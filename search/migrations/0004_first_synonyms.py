"""The acronyms that the site's own texts explain, as the first synonyms. Editors keep them from then on."""

from django.db import migrations

GROUPS = [
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


def add(apps, schema_editor):
    synonym = apps.get_model("search", "Synonym")
    if not synonym.objects.exists():
        synonym.objects.bulk_create(synonym(terms="\n".join(group)) for group in GROUPS)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_what_editors_keep")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
