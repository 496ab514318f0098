"""Pre-flight of what a revision itself holds: its fields, its inline records, its texts."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.fields import StreamField

from mme_site.core.languages import separator
from mme_site.pages.lost_content import lost_names
from mme_site.pages.validation.problems import label_of
from mme_site.publishing.reasons import Reason, in_words


def errors_of_fields(context):
    """What the model refuses: a missing value, a slug that a sibling has by now, a date before another."""
    try:
        context.item.full_clean()
    except ValidationError as error:
        for name, texts in error.message_dict.items():
            field = "" if name == NON_FIELD_ERRORS else name
            for text in texts:
                yield {"text": text, "field": field, "label": label_of(type(context.item), field)}


def errors_of_inlines(context):
    """The same for inline records; they are named by their place, as the editor's form shows them.

    Whether they are unique is left to the publication, which writes them all anew.
    """
    if not isinstance(context.item, ClusterableModel):
        return
    for relation in get_all_child_relations(context.item):
        model = relation.related_model
        for place, inline in enumerate(getattr(context.item, relation.get_accessor_name()).all(), start=1):
            try:
                inline.full_clean(exclude=[relation.field.name], validate_unique=False, validate_constraints=False)
            except ValidationError as error:
                for name, texts in error.message_dict.items():
                    parts = [f"{capfirst(model._meta.verbose_name)} {place}", label_of(model, name)]
                    label = separator().join(part for part in parts if part)
                    yield {"text": " ".join(texts), "field": relation.get_accessor_name(), "label": label}


def errors_of_texts(context):
    """A block that the editor's form would refuse; drafts are saved without asking."""
    for field in context.item._meta.get_fields():
        if not isinstance(field, StreamField):
            continue
        try:
            field.stream_block.clean(getattr(context.item, field.name))
        except ValidationError:
            text = _("A block is not complete. The editor’s form marks it when you publish.")
            yield {"text": text, "field": field.name, "label": label_of(type(context.item), field.name)}


def lost_content(context):
    """What the site has no place for since the version was saved; at its hour it fails and is told of."""
    if names := lost_names(context.revision.content, type(context.item)):
        yield {"text": in_words(Reason.DOES_NOT_FIT, {"names": names})}


def lost_choices(context):
    """What was chosen when the revision was made and has been deleted since; it would go live without."""
    content, item = context.revision.content, context.item
    for field in item._meta.get_fields():
        chosen = content.get(field.name)
        if not chosen:
            continue
        if (field.many_to_one and getattr(item, field.attname) is None) or (
            field.many_to_many and getattr(item, field.name).count() < len(chosen)
        ):
            text = _("What was chosen here has been deleted since.")
            yield {"text": text, "field": field.name, "label": label_of(type(item), field.name)}
