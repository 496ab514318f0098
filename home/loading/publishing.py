"""Puts pages into the tree, published with a live revision or kept as drafts."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from wagtail.models import Orderable, Page

from home.loading.rows import ContentRow
from mme_site.core.sources import Confidence


@dataclass
class PageRecord:
    """A page that is not saved yet, and the identifiers of what it points to, by field."""

    row: ContentRow
    page: Page
    links: dict = field(default_factory=dict)

    @property
    def is_draft(self):
        """True for what waits for an editor's check."""
        return getattr(self.page, "confidence", Confidence.HIGH) != Confidence.HIGH


def has_place(above, record, log):
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


def add_page(above, record, log, lookups=None):
    """Make a page that was never loaded: published when it is certain, else a draft."""
    if not log.wants(record.row.key) or not has_place(above, record, log):
        return
    set_links(record, lookups or {}, log)
    place_page(above, record)
    finish_page(record)
    log.record_created(record.row.key, record.page, draft=record.is_draft)


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
        found = list(found_among(wanted, lookups[name], record, name, log))
        for place, one in enumerate(found):
            if isinstance(one, Orderable):
                one.sort_order = place
        if found:
            setattr(record.page, name, found if isinstance(wanted, list) else found[0])


def found_among(wanted, known, record, name, log):
    """Yield the records with these identifiers."""
    for identifier in [wanted] if isinstance(wanted, str) else wanted:
        if identifier in known:
            yield known[identifier]
        elif identifier:
            log.refuse(record.row.key, f"made without {identifier} as its {name}, which is not there")
