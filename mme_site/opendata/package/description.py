"""What the data package says of itself: its description (specs.frictionlessdata.io/data-package) and its dictionary."""

import datetime
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import BaseModel

from mme_site.opendata.resources import Resource
from mme_site.opendata.tables import columns_of, single_model


def data_package(made: Path, found: list[Resource[Any]], rows: dict[str, int], day: datetime.date) -> dict[str, Any]:
    """Return the description of a package that lies in a folder."""
    files = []
    for code, _name in settings.LANGUAGES:
        for resource in found:
            for ending in ("csv", "json"):
                path = made / code / f"{resource.name}.{ending}"
                described: dict[str, Any] = {
                    "name": f"{resource.name}-{code}-{ending}",
                    "path": f"{code}/{path.name}",
                    "format": ending,
                    "mediatype": "text/csv" if ending == "csv" else "application/json",
                    "encoding": "utf-8",
                    "language": code,
                    "description": resource.schema.__doc__,
                    "bytes": path.stat().st_size,
                    "hash": f"sha256:{sha256(path)}",
                    "rowCount": rows[f"{code}/{resource.name}"],
                }
                if ending == "csv":
                    described["schema"] = {
                        "fields": [{"name": name, "type": "string"} for name in columns_of(resource.schema)]
                    }
                files.append(described)
    package: dict[str, Any] = {
        "name": "mme-open-data",
        "title": "Africa-EU Partnership on Migration, Mobility and Employment: open data",
        "homepage": settings.SITE_URL,
        "created": day.isoformat(),
        "resources": files,
    }
    if settings.DATA_LICENSE_URL:
        package["licenses"] = [{"path": settings.DATA_LICENSE_URL}]
    return package


def sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def dictionary(found: list[Resource[Any]]) -> str:
    """Return what each field means, as Markdown, in the active language."""
    return "\n".join(line for resource in found for line in lines_of(resource.name, resource.schema, 2))


def lines_of(name: str, schema: type[BaseModel], level: int) -> Iterator[str]:
    yield from (
        "#" * level + f" {name}",
        "",
        _(str(schema.__doc__)),
        "",
        "| field | type | meaning |",
        "| --- | --- | --- |",
    )
    inner: dict[str, type[BaseModel]] = {}
    for field, type_name, meaning, model in fields_of(schema):
        yield f"| `{field}` | {type_name} | {meaning} |"
        if model:
            inner[field] = model
    yield ""
    for field, model in inner.items():
        yield from lines_of(f"{name}.{field}", model, level + 1)


def fields_of(schema: type[BaseModel]) -> Iterator[tuple[str, str, str, type[BaseModel] | None]]:
    """Yield of each field its name, its type in a word, what it means, and the model of what is in it."""
    for name, field in schema.model_fields.items():
        model = single_model(field.annotation) or model_in_list(field.annotation)
        yield name, type_word(field.annotation), _(field.description) if field.description else "", model


def model_in_list(annotation: Any) -> type[BaseModel] | None:
    parts = getattr(annotation, "__args__", ())
    return next((one for one in parts if isinstance(one, type) and issubclass(one, BaseModel)), None)


def type_word(annotation: Any) -> str:
    """Return a type in words of the active language: 'list of text', 'date or null'."""
    words = {str: _("text"), int: _("whole number"), bool: _("true or false"), datetime.date: _("date")}
    words |= {datetime.datetime: _("moment"), datetime.time: _("time")}
    if annotation in words:
        return words[annotation]
    parts = [part for part in getattr(annotation, "__args__", ()) if part is not type(None)]
    origin = getattr(annotation, "__origin__", None)
    if origin is list:
        return _("list of %(type)s") % {"type": type_word(parts[0])}
    if not parts or origin is dict:
        return _("record")
    said = " / ".join(map(type_word, parts))
    return _("%(type)s or null") % {"type": said} if len(parts) < len(annotation.__args__) else said
