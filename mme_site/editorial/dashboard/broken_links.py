"""Links that readers cannot follow: to pages and records that are not public, and to what no longer exists.

They are found in Wagtail's index of references, of what is live and links. Addresses elsewhere
are another matter: these links lead to what the site holds.
"""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import CollectionMember, DraftStateMixin, Page, ReferenceIndex
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from mme_site.core.admin_titles import admin_title
from mme_site.core.querysets import SitePageQuerySet
from mme_site.editorial.dashboard.facts_to_check import edit_address
from mme_site.editorial.preflight.fields import label_of
from mme_site.files.models import SiteDocument, SiteImage
from mme_site.files.privacy import is_withheld
from mme_site.publishing.schedule_store import draftable_snippets

MAX_LINKS = 2000  # links; whoever has more begins with these
CACHE_SECONDS = 60  # for which the first page of the admin does not look again


def content_type_of(model):
    return ContentType.objects.get_for_model(model, for_concrete_model=False)


def is_among(outer, objects):
    """Return the condition that the object of a reference, by its key in text, is among these."""
    return Exists(objects.filter(pk=Cast(OuterRef(outer), BigIntegerField())).order_by())


def public_targets():
    """Return what readers can open of each kind of thing that a link can lead to."""
    files = SiteDocument.objects.exclude(is_withheld())
    records = {model: model._default_manager.filter(live=True) for model in draftable_snippets()}
    return {Page: SitePageQuerySet(Page).live().public(), SiteDocument: files, SiteImage: SiteImage.objects, **records}


def public_sources():
    """Return what readers see of each kind of thing that can hold a link."""
    others = [model for model in get_snippet_models() if not issubclass(model, DraftStateMixin)]
    return {
        Page: Page.objects.filter(live=True),
        **{model: model._default_manager.filter(live=True) for model in draftable_snippets()},
        **{model: model._default_manager.all() for model in others},
    }


def broken_links():
    """Return the references from what is live to what readers cannot open."""
    leads_nowhere, is_shown = Q(), Q()
    for model, objects in public_targets().items():
        leads_nowhere |= Q(to_content_type=content_type_of(model)) & ~is_among("to_object_id", objects.all())
    for model, objects in public_sources().items():
        is_shown |= Q(base_content_type=content_type_of(model)) & is_among("object_id", objects)
    links = ReferenceIndex.objects.filter(to_content_type__in=[content_type_of(model) for model in public_targets()])
    return links.filter(leads_nowhere, is_shown)


def cached_broken_links():
    """Return the keys of the broken links, which are looked for once a minute."""
    return cache.get_or_set(
        "broken-links", lambda: list(broken_links().values_list("pk", flat=True)[:MAX_LINKS]), CACHE_SECONDS
    )


def editable_by(user, links):
    """Return those of these references that stand in what a person may edit."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change").order_by()
    may_edit = Q(base_content_type=content_type_of(Page)) & is_among("object_id", pages)
    for model in get_snippet_models():
        if policy_registry.get_by_type(model).user_has_permission(user, "change"):
            may_edit |= Q(base_content_type=content_type_of(model))
    return links.filter(may_edit).order_by("base_content_type", "object_id", "pk")


@dataclass
class BrokenLink:
    """One link that readers cannot follow, as people read it."""

    source: object
    edit_url: str | None
    field: str
    reason: str

    @property
    def title(self):
        return admin_title(self.source)

    @property
    def kind(self):
        return capfirst(self.source._meta.verbose_name)


def describe_links(links, user):
    """Return these references as BrokenLinks: a query or two for each kind of object, however many links."""
    links = list(links)
    finder = AdminURLFinder(user)
    sources = objects_of({(link.base_content_type_id, link.object_id) for link in links})
    targets = objects_of({(link.to_content_type_id, link.to_object_id) for link in links})
    found, addresses = [], {}
    for link in links:
        source = sources.get((link.base_content_type_id, link.object_id))
        if source is None:  # it went meanwhile
            continue
        if source not in addresses:
            addresses[source] = edit_address(source, finder)
        target = targets.get((link.to_content_type_id, link.to_object_id))
        name = link.model_path.partition(".")[0]
        found.append(BrokenLink(source, addresses[source], label_of(type(source), name), reason(target, user)))
    return found


def objects_of(keys):
    """Return the objects of these pairs of content type and key; pages as what they are."""
    found = {}
    for content_type_id in {content_type_id for content_type_id, _key in keys}:
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        objects = model._default_manager.all()
        objects = objects.specific(defer=True) if model is Page else objects
        wanted = [key for of, key in keys if of == content_type_id]
        found |= {(content_type_id, str(item.pk)): item for item in objects.filter(pk__in=wanted)}
    return found


def reason(target, user):
    """Return why readers cannot open what a link leads to; it is named to those who may see it in the admin."""
    if target is None:
        return _("leads to something that no longer exists")
    if not may_see(user, target):
        return _("leads to something that is not public")
    title = {"title": admin_title(target)}
    if isinstance(target, CollectionMember):
        return _("leads to “%(title)s”, in a private collection") % title
    if target.live:
        return _("leads to “%(title)s”, which is private") % title
    return _("leads to “%(title)s”, which is not public") % title


def may_see(user, item):
    policy = policy_registry.get(item)
    if isinstance(item, CollectionMember):
        return policy.user_has_any_permission_for_instance(user, ["choose", "change"], item)
    return policy.user_has_any_permission_for_instance(user, ["change", "publish"], item)
