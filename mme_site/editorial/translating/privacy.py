"""Translations that ask something else of their readers than their originals, and what an administrator keeps so.

What readers see follows the original in every language (mme_site/pages/translations.py). A translation can be more
private than its original, never less.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction
from wagtail.permissions import policy_registry

from mme_site.core.querysets import is_below
from mme_site.editorial.translating.models import PrivacyException


@dataclass(frozen=True)
class Difference:
    """An original and a translation of it that do not ask the same of their readers."""

    original: Page
    version: Page
    of_original: list[PageViewRestriction]
    of_version: list[PageViewRestriction]
    exception: PrivacyException | None = None

    @property
    def is_hidden(self) -> bool:
        """True where the translation is the private one: readers of its language get the original's words."""
        return not self.of_original


def may_manage_privacy(user: Any) -> bool:
    """Return True for administrators: those who may publish everything."""
    policy = policy_registry.get_by_type(Page)
    return bool(policy.user_has_permission_for_instance(user, "publish", Page.get_first_root_node()))


def differences() -> list[Difference]:
    """Return where the privacy of a translation is another than its original's, at the page that makes it so."""
    restrictions = list(PageViewRestriction.objects.select_related("page").prefetch_related("groups"))
    keys = {one.page.translation_key for one in restrictions}
    family: dict[Any, list[Page]] = {}
    for page in Page.objects.filter(translation_key__in=keys, alias_of=None).select_related("locale").order_by("pk"):
        family.setdefault(page.translation_key, []).append(page)
    exceptions = PrivacyException.objects.select_related("allowed_by").in_bulk(field_name="page_id")
    found = []
    for pages in family.values():
        original, *versions = pages  # the first one is the original
        of_original = in_force(original, restrictions)
        for version in versions:
            of_version = in_force(version, restrictions)
            if restriction_keys(of_original) != restriction_keys(of_version):
                exception = exceptions.get(version.pk)
                found.append(Difference(original, version, of_original, of_version, exception))
    return found


def in_force(page: Page, restrictions: list[PageViewRestriction]) -> list[PageViewRestriction]:
    """Return the restrictions of a page and of what is above it."""
    return [one for one in restrictions if page.path.startswith(one.page.path)]


def restriction_keys(restrictions: list[PageViewRestriction]) -> set[tuple[Any, ...]]:
    """Return what restrictions ask of readers."""
    return {
        (one.restriction_type, one.password, frozenset(group.pk for group in one.groups.all())) for one in restrictions
    }


def make_the_same(difference: Difference, user: Any) -> None:
    """Let a translation ask of its readers what its original asks, at the page itself."""
    PrivacyException.objects.filter(page=difference.version).delete()
    for one in PageViewRestriction.objects.filter(page=difference.version):
        one.delete(user=user)
    for one in difference.of_original[:1]:  # a page has one of its own
        copy = PageViewRestriction(
            page=difference.version, restriction_type=one.restriction_type, password=one.password
        )
        copy.save(user=user)
        copy.groups.set(one.groups.all())


def remember_groups(sender: Any, instance: PageViewRestriction, **_kwargs: Any) -> None:
    instance.groups_before = list(instance.groups.all())


def keep_exception(sender: Any, instance: PageViewRestriction, origin: Any, **_kwargs: Any) -> None:
    """Put back what wagtail-localize takes away from a translation that an administrator keeps private.

    It makes a translation as public as its original whenever it publishes it, with a query; a person removes one row.
    """
    exceptions = PrivacyException.objects.filter(page=instance.page_id)
    if not isinstance(origin, QuerySet):
        exceptions.delete()
    elif exceptions.exists() and Page.objects.filter(is_below([instance.page.path]), pk=instance.page_id).exists():
        kept = PageViewRestriction.objects.create(
            page_id=instance.page_id, restriction_type=instance.restriction_type, password=instance.password
        )
        kept.groups.set(instance.groups_before)
