"""The records and files that rooms register (docs/EXTENDING.md)."""

import functools

from django.apps import apps
from django.db.models import Model
from wagtail import hooks

from mme_site.core.searchable import SearchableFiles, SearchableRecords


def searchable_records() -> dict[type[Model], SearchableRecords]:
    """Return what is registered for each model of records."""
    registered = (one for records in hooks.get_hooks("register_searchable_records") for one in records())
    return {records.model: records for records in registered}


def searchable_files() -> SearchableFiles:
    """Return what is registered for uploaded files, of which a site has one model."""
    return hooks.get_hooks("register_searchable_files")[0]()


@functools.cache
def models_by_type() -> dict[str, type[Model]]:
    """Return the model of each type that can be found, as an address names it: 'meeting', 'document', 'member'."""
    return {type_of(model): model for model in apps.get_models() if hasattr(model, "search_document")}


def type_of(model: type[Model]) -> str:
    return model._meta.model_name.removesuffix("page")
