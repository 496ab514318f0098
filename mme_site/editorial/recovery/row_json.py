"""A row of a table as JSON, and back."""

from django.apps import apps
from django.db import models

PLAIN = (bool, int, float, str, type(None), list, dict)


def row_to_json(item):
    """Return the columns of an object's own table, by field, as JSON has them and with nothing rounded."""
    return {field.attname: value_to_json(field, item) for field in item._meta.local_concrete_fields}


def value_to_json(field, item):
    value = field.value_from_object(item)
    return value if isinstance(value, PLAIN) else field.value_to_string(item)


def row_from_json(model, values):
    """Return an object whose own columns are these; what its table no longer has is left out."""
    fields = {field.attname: field for field in model._meta.local_concrete_fields}
    item = model(**{name: fields[name].to_python(value) for name, value in values.items() if name in fields})
    if model._meta.parents:
        item.pk = values[model._meta.pk.attname]
    return item


def insert_row(item):
    """Write a row as it was, with no rule of its model and no signal."""
    models.Model.save_base(item, raw=True, force_insert=(type(item),))


def model_of(label):
    """Return a model by its label, None where the site has it no longer."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None
