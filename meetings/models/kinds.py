"""The words for what meetings and documents are, and how far they have come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    """At which level, or for what purpose, people meet."""

    SUMMIT = "summit", _("Summit")
    MINISTERIAL = "ministerial", _("Ministerial meeting")
    SENIOR_OFFICIALS = "senior-officials", _("Senior officials' meeting")
    COLLEGE_TO_COLLEGE = "college-to-college", _("College-to-College meeting")
    STEERING_COMMITTEE = "steering-committee", _("Steering committee")
    CONSULTATION = "consultation", _("Consultation")
    TECHNICAL = "technical", _("Technical meeting")
    WORKSHOP = "workshop", _("Workshop")
    LAUNCH = "launch", _("Launch")


class MeetingStatus(models.TextChoices):
    """How certain it is that a meeting takes place, or what became of it."""

    PLANNED = "planned", _("Planned")
    CONFIRMED = "confirmed", _("Confirmed")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")
    HELD = "held", _("Held")


CALLED_OFF = (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)


class DocumentKind(models.TextChoices):
    """What a text is."""

    DECLARATION = "declaration", _("Declaration")
    ACTION_PLAN = "action-plan", _("Action plan")
    STRATEGY = "strategy", _("Strategy")
    ROADMAP = "roadmap", _("Roadmap")
    CONCLUSIONS = "conclusions", _("Conclusions")
    COMMUNIQUE = "communique", _("Communiqué")
    STATEMENT = "statement", _("Statement")
    COMMUNICATION = "communication", _("Communication")
    AGENDA = "agenda", _("Agenda")
    REPORT = "report", _("Report")
    BROCHURE = "brochure", _("Brochure")
    FAQ = "faq", _("Questions and answers")


class DateKind(models.TextChoices):
    """What happened to a document on its date."""

    ADOPTED = "adopted", _("adopted")
    PUBLISHED = "published", _("published")


class RelationKind(models.TextChoices):
    """How a document stands to an earlier one."""

    SUPERSEDES = "supersedes", _("supersedes")
    CORRECTS = "corrects", _("is a corrigendum to")
    FOLLOWS = "follows", _("follows, without ending it,")


def label_of(choices, value):
    """Return the words for a value of one of these choices; the value itself where there are none.

    Django's `get_FIELD_display` hashes all the words of a field, translated, for each value.
    """
    try:
        return str(choices(value).label)
    except ValueError:
        return value
