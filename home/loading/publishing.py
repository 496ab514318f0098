"""Puts pages into the tree, published with a live revision or kept as drafts."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from wagtail.models import Orderable, Page

from home.loading.points import linked_points
from home.loading.rows import ContentRow
from home.loading.updating import digest_of, facts_of, update
from mme_site.core.sources import Confidence


@dataclass
class PageRecord:
    """A page that is not saved yet, and the identifiers of what it points to, by field."""

    row: ContentRow
    page: Page
    links: dict = field(default_factory=dict)
    points: list = field(default_factory=list)  # (relation, PointRecords)

    @property
    def is_draft(self):
        """True for what waits for an editor's check; what is announced is uncertain, and readers are told so."""
        is_certain = getattr(self.page, "confidence", Confidence.HIGH) == Confidence.HIGH
        return not (is_certain or self.row.get("announced", False))

    @property
    def instance(self):
        return self.page

    @property
    def digest(self):
        return digest_of(self.row.values)


def can_be_added(above, record, log):
    """Return True where the page can be made below another one; note why where it cannot."""
    if above is None:
        log.refuse(record.row.key, "the page above it is not there")
        return False
    if taken := above.get_children().filter(slug=record.page.slug).first():
        log.refuse(record.row.key, f"its address {taken.url_path} is in use by the page “{taken.title}”")
        return False
    page_type = type(record.page)
    if page_type.max_count_per_parent and page_type.objects.child_of(above).exists():
        log.refuse(record.row.key, f"there is a {page_type._meta.verbose_name} below “{above.title}” already")
        return False
    return True


def load_pages(page_type, records, above_of, tree, log, lookups_of):
    """Make the pages that were never loaded, published when they are certain, and bring the others up to date.

    `above_of` returns the page that a record stands below; `lookups_of` returns the records
    that pages name, once all of these pages have their places and can name each other.
    """
    new = []
    for record in records.values():
        if log.is_new(record.row.key) and can_be_added(above := above_of(record), record, log):
            place_page(above, record)
            new.append(record)
    outdated = [record for record in records.values() if log.is_outdated(record.row.key, record.digest)]
    stored = tree.pages_of(page_type) if outdated else {}
    lookups = lookups_of() if new or outdated else {}
    for record in new:
        set_links(record, lookups, log)
        finish_page(record)
        key = record.row.key
        log.record_created(key, record.page, record.is_draft, record.digest, facts_of(record.page))
    for record in outdated:
        if record.page.slug in stored:
            set_links(record, lookups, log)
            update(stored[record.page.slug], record, log)


def place_page(above, record):
    """Put a page into the tree without publishing it."""
    record.page.live = False
    try:
        above.add_child(instance=record.page)
    except ValidationError as error:
        raise record.row.refusal(error) from None


def finish_page(record):
    """Save a page's first revision, and publish it unless it is a draft.

    Without a live revision a page would be taken offline by the first update that an
    editor schedules for it.
    """
    revision = record.page.save_revision()
    if not record.is_draft:
        revision.publish()


def set_links(record, lookups, log):
    """Point a page to what it names; what an editor has deleted since is left out, and noted.

    `lookups` has, for each field, the records by their identifiers.
    """
    for name, wanted in record.links.items():
        found = list(resolve_identifiers(wanted, lookups[name], record, name, log))
        for place, one in enumerate(found):
            if isinstance(one, Orderable):
                one.sort_order = place
        if found:
            setattr(record.page, name, found if isinstance(wanted, list) else found[0])
    for relation, points in record.points:
        setattr(record.page, relation, linked_points(points, lookups["themes"], lookups.get("meeting", {})))


def resolve_identifiers(wanted, known, record, name, log):
    """Yield the records with these identifiers."""
    for identifier in [wanted] if isinstance(wanted, str) else wanted:
        if identifier in known:
            yield known[identifier]
        elif identifier:
            log.refuse(record.row.key, f"made without {identifier} as its {name}, which is not there")
