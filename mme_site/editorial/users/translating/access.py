"""Into which languages a person may translate a page."""

from django.core.exceptions import PermissionDenied
from wagtail.models import Locale
from wagtail.permissions import policy_registry


def may(user, action, page):
    """Return True when the tree gives this person the right to do something to a page."""
    return policy_registry.get(page).user_has_permission_for_instance(user, action, page)


def may_translate_into(user, page, locale):
    """Return True when this person may add pages where the translation, or the first page above it, would stand.

    wagtail-localize makes the pages above as well, where they are missing in that language.
    """
    above = (ancestor for ancestor in page.get_ancestors().reverse())
    targets = (ancestor if ancestor.is_root() else ancestor.get_translation_or_none(locale) for ancestor in above)
    target = next(filter(None, targets), None)
    return target is not None and may(user, "add", target)


def open_languages(user, page):
    """Return the keys of the locales into which this person may translate a page."""
    return [locale.pk for locale in Locale.objects.exclude(pk=page.locale_id) if may_translate_into(user, page, locale)]


def refuse_unless_readable(user, page):
    """Raise PermissionDenied for a draft that this person may not edit: translating it would show it."""
    if not page.live and not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
