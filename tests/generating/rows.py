"""Many pages at once, each with its lines, its links and its live revision.

What `add_child`, `save_revision` and `publish` do for one page in eighty queries is done
here for thousands in a few; no signal is sent, so nothing follows from it.
"""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Cast
from django.db.models.sql import InsertQuery
from modelcluster.models import (
    ClusterableModel,
    get_all_child_m2m_relations,
    get_all_child_relations,
    get_serializable_data_for_fields,
)
from wagtail.models import Page, Revision, TranslatableMixin


@dataclass
class New:
    """A page, or a line of one, that is not stored yet.

    `lines` are the lines below it, each a New, by the name of their relation; `many` are the
    keys of what it links to, by the name of the field.
    """

    item: models.Model
    lines: dict = field(default_factory=dict)
    many: dict = field(default_factory=dict)


class Shelf:
    """The place below a page where new pages are put, in the order in which they come."""

    def __init__(self, parent):
        self.parent = parent
        last = Page.objects.child_of(parent).order_by("path").last()
        self.step = Page._str2int(last.path[-Page.steplen :]) if last else 0

    def place(self, page):
        """Give a page its path and address below the parent."""
        self.step += 1
        page.slug = f"{page.slug}-{self.step}"
        page.path = Page._get_path(self.parent.path, self.parent.depth + 1, self.step)
        page.depth = self.parent.depth + 1
        page.url_path = f"{self.parent.url_path}{page.slug}/"
        page.locale_id = self.parent.locale_id
        page.draft_title = page.title
        page.live, page.has_unpublished_changes = True, False


def insert_pages(shelf, pages):
    """Store pages of one type below a shelf's parent; each gets its key."""
    page_type = type(pages[0])
    content_type = ContentType.objects.get_for_model(page_type)
    for page in pages:
        shelf.place(page)
        page.content_type = content_type
    names = [one.attname for one in Page._meta.concrete_fields if not one.primary_key]
    bases = Page.objects.bulk_create(Page(**{name: getattr(page, name) for name in names}) for page in pages)
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.page_ptr_id = page.id = base.pk
    insert(page_type, pages)
    Page.objects.filter(pk=shelf.parent.pk).update(numchild=F("numchild") + len(pages))


def insert(model, rows):
    """Store the columns of a model's own table; Django's `bulk_create` refuses models of several tables."""
    fields = model._meta.local_concrete_fields
    size = max(connection.ops.bulk_batch_size(fields, rows), 1)
    for start in range(0, len(rows), size):
        query = InsertQuery(model)
        query.insert_values(fields, rows[start : start + size], raw=True)
        query.get_compiler(connection=connection).execute_sql()


def insert_lines(owners):
    """Store the lines of pages, or of lines, of one type, with what is below them and what they link to."""
    model = type(owners[0].item)
    for relation in get_all_child_relations(model):
        lines = []
        for owner in owners:
            for order, line in enumerate(owner.lines.get(relation.get_accessor_name(), ())):
                setattr(line.item, relation.field.attname, owner.item.pk)
                line.item.sort_order = order
                if isinstance(line.item, TranslatableMixin):
                    line.item.locale_id = owner.item.locale_id
                lines.append(line)
        relation.related_model.objects.bulk_create(line.item for line in lines)
        if lines and any(line.lines for line in lines):
            insert_lines(lines)
    for one in get_all_child_m2m_relations(model):
        through, source, target = one.remote_field.through, one.m2m_column_name(), one.m2m_reverse_name()
        through.objects.bulk_create(
            through(**{source: owner.item.pk, target: key}) for owner in owners for key in owner.many.get(one.name, ())
        )


def insert_revisions(pages):
    """Give pages of one type, with their lines, the revision that made them live."""
    base = ContentType.objects.get_for_model(Page)
    Revision.objects.bulk_create(
        Revision(
            content_type=new.item.content_type,
            base_content_type=base,
            object_id=str(new.item.pk),
            created_at=new.item.last_published_at,
            object_str=str(new.item),
            content=content_of(new),
        )
        for new in pages
    )
    made = Revision.objects.filter(base_content_type=base, object_id=Cast(OuterRef("pk"), models.CharField()))
    latest = Subquery(made.order_by("-pk").values("pk")[:1])
    Page.objects.filter(pk__in=[new.item.pk for new in pages]).update(latest_revision=latest, live_revision=latest)


def content_of(new):
    """Return what `serializable_data` returns of the same page, or line, once it is stored."""
    content = get_serializable_data_for_fields(new.item)
    if isinstance(new.item, ClusterableModel):
        for relation in get_all_child_relations(new.item):
            name = relation.get_accessor_name()
            content[name] = [content_of(line) for line in new.lines.get(name, ())]
        for one in get_all_child_m2m_relations(new.item):
            content[one.name] = list(new.many.get(one.name, ()))
    return content
