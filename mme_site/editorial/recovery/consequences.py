"""What a deletion breaks: where something is used, and what becomes of each use."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import DraftStateMixin, Page, ReferenceIndex, Revision

from mme_site.editorial.preflight.links import base_of, collect_references
from mme_site.publishing.schedule import Schedule

MOST = 20  # uses that are named; the others are counted
MOST_PAGES = 200  # of a subtree, whose uses are looked up
MOST_VERSIONS = 200  # that are not live yet, and are read


@dataclass
class Use:
    """Something that uses what is to be deleted, and what becomes of it."""

    title: str
    kind: str
    state: str
    url: str | None = None
    effects: list[str] = field(default_factory=list)


@dataclass
class Consequences:
    """The uses, how many more there are, and what else ends."""

    uses: list[Use]
    more: int
    cancelled: int


def consequences_of(item, user):
    """Return the Consequences of deleting a page with all below it, a record, a file or a picture."""
    items = [item]
    if isinstance(item, Page):
        items = list(Page.objects.filter(path__startswith=item.path)[:MOST_PAGES])
    own = {(type(base), str(base.pk)) for base in map(as_base, items)}
    found = {**versions_that_use(items, own), **stored_uses(items, own)}
    finder = AdminURLFinder(user)
    uses = [described(source, effects, finder) for source, effects in list(found.values())[:MOST]]
    return Consequences(uses, max(0, len(found) - MOST), scheduled(items))


def scheduled(items):
    if not isinstance(items[0], DraftStateMixin):
        return 0
    keys = [str(item.pk) for item in items]
    open_ones = Schedule.objects.open().filter(content_type=items[0].get_base_content_type(), object_id__in=keys)
    return open_ones.count()


def as_base(item):
    return item.page_ptr if isinstance(item, Page) and type(item) is not Page else item


def stored_uses(items, own):
    """Return what is stored and uses one of these, as {key: (object, effects)}."""
    grouped = defaultdict(set)
    for reference in ReferenceIndex.get_references_to_in_bulk(items):
        model = reference.base_content_type.model_class()
        if (model, reference.object_id) not in own:
            grouped[model, reference.object_id].add(effect_of(reference))
    found = {}
    for model, keys in by_model(grouped).items():
        for source in model._default_manager.filter(pk__in=keys):
            key = (model, str(source.pk))
            found[key] = (source.specific if isinstance(source, Page) else source, sorted(grouped[key]))
    return found


def by_model(grouped):
    keys = defaultdict(set)
    for model, key in grouped:
        keys[model].add(key)
    return keys


def effect_of(reference):
    """Return what becomes of one use, in words."""
    names = {"field": capfirst(str(reference.describe_source_field()))}
    if reference.on_delete in (models.PROTECT, models.RESTRICT):
        return _("“%(field)s” needs it: take it out there first.") % names
    if reference.on_delete == models.CASCADE:
        return _("its line in “%(field)s” goes.") % names
    if isinstance(reference.source_field, models.ForeignKey):
        return _("“%(field)s” is left empty.") % names
    return _("what leads to it in “%(field)s” will lead nowhere.") % names


def versions_that_use(items, own):
    """Return what uses one of these in a version that is scheduled, or is a draft beside what is live."""
    keys = {str(item.pk) for item in items}
    model = base_of(type(items[0]))
    named = Q()
    for key in sorted(keys)[:MOST]:
        named |= Q(text__contains=key)
    latest = Page.objects.filter(has_unpublished_changes=True).values("latest_revision")
    waiting = Revision.objects.filter(Q(approved_go_live_at__isnull=False) | Q(pk__in=latest))
    found = {}
    candidates = waiting.annotate(text=Cast("content", models.TextField())).filter(named).order_by("-pk")
    for revision in candidates[:MOST_VERSIONS]:
        version = revision.as_object()
        targets = collect_references(version).get(model, ())
        key = (base_of(type(version)), str(version.pk))
        if key not in own and any(target in keys for target, _field in targets):
            effect = _("a version that is not live yet names it.")
            found.setdefault(key, (version, [effect]))
    return found


def described(source, effects, finder):
    url = finder.get_edit_url(source)
    title = str(source) if url else _("(Private %(kind)s)") % {"kind": source._meta.verbose_name}
    return Use(title, str(source._meta.verbose_name), state_of(source), url, effects)


def state_of(source):
    """Return whether readers see what uses it: published, draft or scheduled."""
    if not isinstance(source, DraftStateMixin):
        return ""
    return source.status_string
