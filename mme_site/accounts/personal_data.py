"""What the site knows of one of its people: handed out, or erased, on request (GDPR, articles 15, 17 and 20)."""

from django.core.files.base import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from wagtail.models import ModelLogEntry, PageLogEntry

from mme_site.editorial.users.sessions import end_sessions

# Keys and secrets, which are no information about a person.
SECRET = ("password", "token", "secret", "hash", "session_key", "key")
# Content of the site, and its history: it stays, under a name that says nothing.
KEPT_MODELS = {
    *("wagtailcore.page", "wagtailcore.revision", "wagtailcore.pagelogentry", "wagtailcore.modellogentry"),
    *("wagtailcore.comment", "wagtailcore.commentreply", "wagtailcore.workflowstate", "wagtailcore.taskstate"),
    *("files.sitedocument", "files.siteimage", "recovery.deletion"),
}


def export(user):
    """Return everything that rows say of a person, by model, as JSON can hold it."""
    data = {user._meta.label: [row(user)]}
    for relation in relations(user):
        rows = relation.related_model._base_manager.filter(**{relation.field.name: user})
        if rows.exists():
            key = f"{relation.related_model._meta.label} ({relation.field.name})"
            data[key] = [row(found) for found in rows]
    data["groups"] = list(user.groups.values_list("name", flat=True))
    entries = [*PageLogEntry.objects.filter(user=user), *ModelLogEntry.objects.filter(user=user)]
    data["log"] = [row(entry) for entry in entries]
    return data


def row(instance):
    """Return the values of a row by their fields' names, without keys and secrets."""
    fields = [field for field in instance._meta.concrete_fields if not is_secret(field)]
    return {field.name: plain(field.value_from_object(instance)) for field in fields}


def is_secret(field):
    return any(part in field.name for part in SECRET) or (
        field.model._meta.label_lower == "mfa.authenticator" and field.name == "data"
    )


def plain(value):
    if isinstance(value, (str, int, float, bool, list, dict)) or value is None:
        return value
    if isinstance(value, File):
        return value.name
    try:
        return DjangoJSONEncoder().default(value)
    except TypeError:
        return str(value)


def relations(user):
    """Return the relations of other models to a person, but for those of groups and rights."""
    return [
        relation
        for relation in user._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
        and not relation.related_model._meta.auto_created
    ]


@transaction.atomic
def erase(user):
    """Take every personal datum off an account that nobody will use again; what it wrote for the site stays."""
    old_name = user.get_username()
    end_sessions([user])
    for relation in relations(user):
        model = relation.related_model
        if model._meta.label_lower in KEPT_MODELS:
            continue
        rows = model._base_manager.filter(**{relation.field.name: user})
        if relation.field.null:
            rows.update(**{relation.field.name: None})
        elif relation.on_delete is not models.DO_NOTHING:
            rows.delete()
    user.groups.clear()
    user.user_permissions.clear()
    ModelLogEntry.objects.filter(object_id=str(user.pk), content_type__app_label="users", label=old_name).update(
        label=erased_name(user)
    )
    user.username, user.first_name, user.last_name, user.email = erased_name(user), "", "", ""
    user.is_active = user.is_superuser = user.is_staff = False
    user.last_login = None
    user.set_unusable_password()
    user.save()


def erased_name(user):
    return f"erased-{user.pk}"
