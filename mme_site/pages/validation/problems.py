"""One thing that is wrong, in an editor's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from mme_site.core.languages import labelled, separator


class Severity(models.TextChoices):
    """How bad a problem is; the order is that in which people read them."""

    ERROR = "error", gettext_lazy("stops it")
    WARNING = "warning", gettext_lazy("readers will notice")
    INFORMATION = "information", gettext_lazy("good to know")


ORDER = list(Severity)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, in an editor's words.

    `field` is the name of the model's field, or of its inline records; empty where the
    problem is of the whole. `label` is what the editor's form calls it. Of an inline record,
    `line` is its place, from 0, and `line_field` the name of its field.
    """

    severity: Severity
    text: str
    field: str = ""
    label: str = ""
    line: int | None = None
    line_field: str = ""

    def __str__(self) -> str:
        return labelled(self.label, self.text) if self.label else self.text


error = partial(Problem, Severity.ERROR)  # stops a publication
warning = partial(Problem, Severity.WARNING)  # readers will notice; nobody is stopped by it
information = partial(Problem, Severity.INFORMATION)


def label_of(model: type[models.Model], name: str) -> str:
    """Return what the editor's form calls a field; empty for an error of the whole."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    if isinstance(field, models.ForeignObjectRel):  # inline records, seen from what they belong to
        return str(capfirst(field.related_model._meta.verbose_name_plural))
    return str(capfirst(field.verbose_name))


def labels_of(model: Any, names: Iterable[str]) -> str:
    """Return what the editor's form calls these fields, as a list in the reader's language."""
    return separator().join(label_of(model, name) for name in names)
