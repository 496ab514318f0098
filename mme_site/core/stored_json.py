"""JSON that a form asks for in parts of its own."""

from typing import Any

from django.db import models


class StoredJSON(models.JSONField):
    """To migrations it is what it is to the database; nothing is what `nothing` makes."""

    nothing: type = dict

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"default": self.nothing, "blank": True, **options})

    def deconstruct(self) -> tuple[Any, ...]:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.JSONField", args, options
