"""Pre-flight of what stands around a revision: other schedules, the page above, the other languages."""

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Revision, TranslatableMixin

from mme_site.core import time_zones
from mme_site.core.languages import separator
from mme_site.editorial.preflight.links import going_live_by
from mme_site.pages.slugs import below_any_version
from mme_site.pages.validation.problems import label_of


def duplicates_scheduled_later(context):
    """Another version is scheduled with the same slug below the same page, or the same unique value.

    Each is valid today; the second of the two to go live fails.
    """
    item, model = context.item, type(context.item)
    unique = (
        ["slug"] if context.is_page else [f.name for f in model._meta.concrete_fields if f.unique and not f.primary_key]
    )
    others = Revision.objects.filter(
        base_content_type=item.get_base_content_type(), approved_go_live_at__isnull=False
    ).exclude(object_id=str(item.pk))
    for name in unique:
        value = context.revision.content.get(name)
        for other in others.filter(**{f"content__{name}": value}) if value else ():
            if context.is_page and not is_beside(item, other.object_id):
                continue
            text = _("“%(title)s”, scheduled for %(hour)s, has the same. The later of the two cannot go live.")
            names = {"title": other.object_str, "hour": time_zones.in_zones(other.approved_go_live_at)}
            yield {"text": text % names, "field": name, "label": label_of(model, name)}


def is_beside(page, key):
    """Return True where a page stands below the same list as another, in any language, and is no translation of it."""
    beside = below_any_version(page.get_parent()).exclude(translation_key=page.translation_key)
    return beside.filter(pk=key).exists()


def order_of_dates(context):
    """A version that comes down before it goes live is never seen."""
    expire_at = parse_datetime(context.revision.content.get("expire_at") or "")
    if expire_at and expire_at <= context.at:
        text = _("It comes down at %(hour)s, before it goes live.") % {"hour": time_zones.in_zones(expire_at)}
        yield {"text": text, "field": "expire_at", "label": label_of(type(context.item), "expire_at")}


def pages_above(context):
    """All pages above must be live at the hour, and stay so (fault q)."""
    if not context.is_page:
        return
    above = Page.objects.ancestor_of(context.item).filter(depth__gt=1).order_by("-depth")
    for page in above.filter(Q(live=False) | Q(expire_at__lte=context.at)):
        if going_live_by(Page, {str(page.pk)}, context.at):
            continue
        title = {"title": page.get_admin_display_title()}
        if page.live:
            yield {"text": _("The page above, “%(title)s”, comes down before then.") % title}
        else:
            yield {"text": _("The page above, “%(title)s”, is a draft and does not go live by then.") % title}


def versions_in_other_languages(context):
    """Each language is scheduled by itself (fault t): which are missing, and which do not change at the same hour."""
    if not isinstance(context.item, TranslatableMixin):
        return
    others = {locale.pk: locale for locale in Locale.objects.exclude(pk=context.item.locale_id)}
    translations = context.item.get_translations().filter(locale__in=others)
    hours = hours_of(context.item, [translation.pk for translation in translations])
    missing = dict(others)
    for translation in translations:
        language = str(missing.pop(translation.locale_id))
        hour = hours.get(str(translation.pk))
        if hour is None and translation.live:
            text = _("%(language)s: no change is scheduled; the version that is live stays.")
        elif hour is None:
            text = _("%(language)s: a draft, not scheduled.")
        elif hour != context.at:
            text = _("%(language)s: scheduled for another time, %(hour)s.")
        else:
            continue
        names = {"language": language, "hour": time_zones.in_zones(hour) if hour else ""}
        yield {"text": text % names, "label": _("Translations")}
    if missing:
        names = separator().join(str(locale) for locale in missing.values())
        yield {"text": _("There is none in: %(languages)s.") % {"languages": names}, "label": _("Translations")}


def hours_of(item, keys):
    """Return for which hours these objects of the kind of `item` are scheduled, by key."""
    scheduled = Revision.objects.filter(
        base_content_type=item.get_base_content_type(),
        object_id__in=[str(key) for key in keys],
        approved_go_live_at__isnull=False,
    )
    return dict(scheduled.values_list("object_id", "approved_go_live_at"))
