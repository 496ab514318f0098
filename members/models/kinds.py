"""The words for what bodies are, in which capacity states belong to them, and where states lie."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    """A union whose members the partnership counts, or a regional community within it."""

    UNION = "union", _("union")
    REC = "rec", _("regional economic community")


class Role(models.TextChoices):
    """In which capacity a state or organisation belongs."""

    MEMBER = "member", _("member")
    OBSERVER = "observer", _("observer")
    PARTNER = "partner", _("partner")


class Region(models.TextChoices):
    """The AU's five regions, and the UN's subregions (M49) for the EU's members."""

    AFRICA_CENTRAL = "africa-central", _("Central Africa")
    AFRICA_EAST = "africa-east", _("East Africa")
    AFRICA_NORTH = "africa-north", _("North Africa")
    AFRICA_SOUTHERN = "africa-southern", _("Southern Africa")
    AFRICA_WEST = "africa-west", _("West Africa")
    EUROPE_EASTERN = "europe-eastern", _("Eastern Europe")
    EUROPE_NORTHERN = "europe-northern", _("Northern Europe")
    EUROPE_SOUTHERN = "europe-southern", _("Southern Europe")
    EUROPE_WESTERN = "europe-western", _("Western Europe")
    ASIA_WESTERN = "asia-western", _("Western Asia")


class ChangeKind(models.TextChoices):
    """What can happen to a membership."""

    JOINED = "joined", _("joined")
    LEFT = "left", _("left")
    SUSPENDED = "suspended", _("suspended")
    BACK = "back", _("suspension ended")
