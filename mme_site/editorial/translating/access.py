"""Into which languages a person may translate a page."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from wagtail.models import Locale, Page, Site
from wagtail.permissions import policy_registry

from mme_site.caching.content_cache import cached
from mme_site.core.querysets import SITE_ROOT_DEPTH, foreign_originals


def may_translate_into(user, page, locale):
    """Return True when this person may add pages where the translation, or the first page above it, would stand.

    wagtail-localize makes the pages above as well, where they are missing in that language.
    """
    above = (ancestor for ancestor in page.get_ancestors().reverse())
    targets = (ancestor if ancestor.is_root() else ancestor.get_translation_or_none(locale) for ancestor in above)
    target = next(filter(None, targets), None)
    if target is None:
        return False
    return policy_registry.get(target).user_has_permission_for_instance(user, "add", target)


def translatable_locales(user, page):
    """Return the keys of the locales into which this person may translate a page."""
    return [locale.pk for locale in Locale.objects.exclude(pk=page.locale_id) if may_translate_into(user, page, locale)]


def locales_of_translator(user):
    """Return the locales into which this person may translate some page, in the order of the settings.

    The menu asks on every screen, and so they are read once a request, as Wagtail reads the rights on pages.
    """
    if not hasattr(user, "locales_to_translate_into"):
        user.locales_to_translate_into = read_locales(user)
    return user.locales_to_translate_into


def read_locales(user):
    if not user.has_perm("wagtail_localize.submit_translation"):
        return []
    policy = policy_registry.get_by_type(Page)
    written_in = {*root_locales(), *foreign_originals().values()}
    locales = [locale for locale in Locale.objects.all() if written_in - {locale.pk}]
    if not policy.user_has_permission_for_instance(user, "add", Page.get_first_root_node()):
        roots = Page.objects.filter(depth=SITE_ROOT_DEPTH)
        found = {root.locale_id for root in roots if policy.user_has_permission_for_instance(user, "add", root)}
        locales = [locale for locale in locales if locale.pk in found]
    order = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    known = [locale for locale in locales if locale.language_code in order]
    return sorted(known, key=lambda locale: order.index(locale.language_code))


def root_locales():
    """Return the locales in which the sites themselves are written."""
    return cached("locales of roots", lambda: set(Site.objects.values_list("root_page__locale", flat=True)))


def is_translator(user):
    """Return True for whom the desk of translators is there."""
    return bool(locales_of_translator(user))


def refuse_unless_readable(user, page):
    """Raise PermissionDenied for a draft that this person may not edit: translating it would show it."""
    if not page.live and not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
