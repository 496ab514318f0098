"""Rows in which models, permissions, tasks or migrations are named: they name them as they are called now."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import StateApps

from mme_site.upgrade.renames import (
    APPS,
    COLUMNS,
    MIGRATIONS,
    MODELS,
    RECORD_TYPES,
    SQUASHED,
    SQUASHED_APPS,
    TASKS,
    new_label,
    new_permission,
    new_right,
)


def rename(apps: StateApps) -> None:
    """Rename what rows name, with the models of the squashed migrations."""
    rename_content_types(apps)
    rename_rights_given(apps)
    rename_kept_rows(apps)
    rename_tasks(apps)
    renew_translation_sources(apps)


def rename_content_types(apps: StateApps) -> None:
    """Rename content types and their permissions; what points to them, such as revisions and history, stays."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    named = {label.partition(".")[0] for label in MODELS} | set(APPS)
    for content_type in content_types.filter(app_label__in=named):
        old_app, old_model = content_type.app_label, content_type.model
        app, _, model = new_label(f"{old_app}.{old_model}").partition(".")
        content_types.filter(pk=content_type.pk).update(app_label=app, model=model)
        if model == old_model:
            continue
        verbose_name = apps.get_model(app, model)._meta.verbose_name
        for permission in permissions.filter(content_type_id=content_type.pk, codename__endswith=f"_{old_model}"):
            permission.codename = new_permission(f"{old_app}.{permission.codename}").partition(".")[2]
            permission.name = f"Can {permission.codename.rpartition('_')[0]} {verbose_name}"
            permission.save()


def rename_rights_given(apps: StateApps) -> None:
    """Let a role know which rights it was given once, so that none comes back that somebody took away."""
    for role in apps.get_model("users", "RoleGroup").objects.all():
        role.given = [new_right(key) for key in role.given]
        role.save()


def rename_kept_rows(apps: StateApps) -> None:
    """Let what was deleted be put back into the models of today."""
    rows = apps.get_model("recovery", "DeletedRow").objects
    for label in rows.order_by().values_list("model", flat=True).distinct():
        new = new_label(label)
        for row in rows.filter(model=label) if new in COLUMNS else ():
            row.values = renamed_values(apps, new, row.values)
            row.save()
        if new != label:
            rows.filter(model=label).update(model=new)
    for deletion in apps.get_model("recovery", "Deletion").objects.exclude(unset=[], users=[]):
        deletion.unset = [[new_label(label), *rest] for label, *rest in deletion.unset]
        deletion.users = [[new_label(label), *rest] for label, *rest in deletion.users]
        deletion.save()


def renamed_values(apps: StateApps, label: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a row under the names that its columns have now."""
    now = {COLUMNS[label].get(name, name): value for name, value in values.items()}
    column, key, record_label = RECORD_TYPES.get(label, ("", "", ""))
    if key in values:
        content_types = apps.get_model("contenttypes", "ContentType").objects
        record_type = content_types.get_by_natural_key(*record_label.split("."))
        now[column] = None if values[key] is None else record_type.pk
    return now


def rename_tasks(apps: StateApps) -> None:
    """Let the worker find what waits, and what has failed and may be tried again."""
    for task in apps.get_model("tasks", "OutboxTask").objects.iterator():
        calls = [new_call(*call) for call in task.calls]
        if calls != task.calls:
            task.calls, task.key = calls, ""  # a key is of the calls as they were
            task.save()


def new_call(path: str, args: list[Any], kwargs: dict[str, Any]) -> list[Any]:
    """Return a call of a task as it is made now; Wagtail's own give the app and the name of a model."""
    match args:
        case [str(app), str(model), key]:
            args = [*new_label(f"{app}.{model}").split("."), key]
    return [TASKS.get(path, path), args, kwargs]


def renew_translation_sources(apps: StateApps) -> None:
    """Let sources of translations be up to date that were: they keep the name of their app's last migration."""
    last = dict(MigrationLoader(None).graph.leaf_nodes())
    sources = apps.get_model("wagtail_localize", "TranslationSource").objects
    for app, name in MIGRATIONS.items():
        label = APPS.get(app, app)
        of_app = sources.filter(specific_content_type__app_label=label, schema_version=name)
        of_app.update(schema_version=last.get(label, SQUASHED))


def record_migrations(connection: BaseDatabaseWrapper) -> None:
    """Write down the squashed migrations as applied, in the place of those of 0.8."""
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app__in=MIGRATIONS).delete()
    for app in SQUASHED_APPS:
        recorder.record_applied(app, SQUASHED)
