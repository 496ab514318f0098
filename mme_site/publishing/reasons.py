"""Why a schedule ended or failed, as a code with its values: said to each viewer in the viewer's language."""

from typing import Any

from django.apps import apps
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from mme_site.core import time_zones
from mme_site.core.languages import separator
from mme_site.pages.validation.problems import labels_of


class Reason(models.TextChoices):
    """The codes; what stands in brackets is filled in from the values that are stored beside them."""

    CANCELLED = "cancelled", _("Somebody cancelled it.")
    ANOTHER_SCHEDULED = "another scheduled", _("Another version was scheduled.")
    ANOTHER_PUBLISHED = "another published", _("Another version was published before that time.")
    NEXT_VERSION = "next version", _("The next version took its place.")
    NO_EXPIRY = "no expiry", _("The version that was published has no expiry.")
    TAKEN_DOWN_BEFORE = "taken down before", _("It was taken down before that time.")
    TAKEN_DOWN = "taken down", _("It was taken down, which ends its schedule.")
    SCHEDULE_REMOVED = "schedule removed", _("Its schedule was removed.")
    EXPIRY_REMOVED = "expiry removed", _("Its expiry was removed.")
    DELETED = "deleted", _("It was deleted.")
    EXPIRED_BEFORE = "expired before", _("Its time to come down, %(hour)s, had passed before it could go live.")
    ABOVE_NOT_LIVE = "above not live", _("The page above it, “%(title)s”, is not live.")
    RELEASE_CHANGED = "release changed", _("Its release has another time, or none, or no longer exists.")
    RELEASE_EMPTY = "release empty", _("The release holds nothing.")
    OF_ITEM = "of item", _("“%(item)s”: %(why)s")
    ITEM_GONE = "item gone", _("It no longer exists.")
    VERSION_GONE = "version gone", _("The version that was to be published no longer exists.")
    PLACE_GONE = "place gone", _("The page below which it was to stand no longer exists.")
    CORRECTED = "corrected", _("It was corrected since in the same places: %(names)s. Somebody has to choose.")
    DOES_NOT_FIT = "does not fit", _("This version holds what the site no longer has a place for: %(names)s.")


def in_words(code: str, values: dict[str, Any], text: str = "") -> str:
    """Return a reason in the language and the zone of now; `text` where it has no code, as what others have raised."""
    if code not in Reason.values:
        return text
    if code == Reason.OF_ITEM and values.get("inner"):
        values = {**values, "why": in_words(values["inner"], values["inner_values"])}
    hour, names = parse_datetime(values.get("hour", "")), names_in_words(values.get("names", ""), values.get("model"))
    return str(Reason(code).label) % {**values, "hour": time_zones.in_zones(hour) if hour else "", "names": names}


def names_in_words(names: list[str] | str, model: str | None) -> str:
    """Return names as a list in the language of now, those of fields of a model as its form calls them."""
    if isinstance(names, str):  # as older schedules keep them
        return names
    return labels_of(apps.get_model(model), names) if model else separator().join(names)
