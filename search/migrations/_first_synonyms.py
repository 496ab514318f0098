"""The first synonyms, which editors keep from then on: those of SEARCH_WORDS_FILE."""

from search.words.content import CONTENT_WORDS
from search.words.folding import name_key


def add(apps, schema_editor):
    synonym = apps.get_model("search", "Synonym")
    synonym.objects.bulk_create(synonym(terms="\n".join(group["terms"])) for group in CONTENT_WORDS.synonyms)


def complete(apps, schema_editor):
    """Give groups the words that they lack, and add those that share no word with another; nothing is taken out."""
    synonym = apps.get_model("search", "Synonym")
    first, known, groups = {}, {}, list(synonym.objects.all())
    for group in groups:
        for number, term in enumerate(group.terms.splitlines()):
            (known if number else first).setdefault(name_key(term), group)
    new = []
    for shipped in CONTENT_WORDS.synonyms:
        keys = [name_key(term) for term in shipped["terms"]]
        group = first.get(keys[0]) or next(({**known, **first}[key] for key in keys if key in {**known, **first}), None)
        if group is None:
            group = synonym(terms="")
            new.append(group)
        group.terms = "\n".join(dict.fromkeys([*group.terms.splitlines(), *shipped["terms"]]))
        group.leads_here = "\n".join(dict.fromkeys([*group.leads_here.splitlines(), *shipped["leads_here"]]))
    synonym.objects.bulk_update(groups, ["terms", "leads_here"], batch_size=100)
    synonym.objects.bulk_create(new)
