"""For migrations: names in a column for each language become one column of translations, and back."""

from typing import Any

OF_OLD = ("fr", "pt", "ar")  # the languages that had a column
BATCH_SIZE = 500


def translated(content: dict[str, Any]) -> dict[str, Any]:
    """Return stored fields with their names under `translations`."""
    if not any(f"name_{code}" in content for code in OF_OLD):
        return content
    names = {code: {"name": name} for code in OF_OLD if (name := content.get(f"name_{code}"))}
    kept = {key: value for key, value in content.items() if key not in {f"name_{code}" for code in OF_OLD}}
    return kept | {"translations": names | (kept.get("translations") or {})}


def in_columns(content: dict[str, Any]) -> dict[str, Any]:
    """Return stored fields with a name for each language, as they were."""
    if "translations" not in content:
        return content
    translations = content.get("translations") or {}
    return content | {f"name_{code}": translations.get(code, {}).get("name", "") for code in OF_OLD}


def move_columns(model: Any) -> None:
    """Move the names of the rows of a model, which has both kinds of column for now."""
    rows = list(model.objects.all())
    for row in rows:
        names = {code: {"name": name} for code in OF_OLD if (name := getattr(row, f"name_{code}"))}
        row.translations = names | row.translations
    model.objects.bulk_update(rows, ["translations"], batch_size=BATCH_SIZE)


def move_back(model: Any) -> None:
    rows = list(model.objects.all())
    for row in rows:
        for code in OF_OLD:
            setattr(row, f"name_{code}", row.translations.get(code, {}).get("name", ""))
    columns = [f"name_{code}" for code in OF_OLD]
    model.objects.bulk_update(rows, columns, batch_size=BATCH_SIZE)


def change_json(rows: Any, field: str, change: Any) -> None:
    """Change a JSON column of the rows of a query, one row after the other."""
    for row in rows.iterator(chunk_size=BATCH_SIZE):
        before = getattr(row, field)
        after = change(before)
        if after != before:
            type(row)._base_manager.filter(pk=row.pk).update(**{field: after})
