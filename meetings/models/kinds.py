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
    CARRIES_OUT = "carries-out", _("carries out")


class PointSubject(models.TextChoices):
    """What a point about a meeting is about, in the order in which readers find it."""

    OUTCOME = "outcome", _("What came out of it")
    AGENDA = "agenda", _("Agenda")
    PARTICIPANTS = "participants", _("Who took part")
    CHAIR = "chair", _("Who chaired or hosted it")
    NEXT_STEP = "next-step", _("What was to happen next")


class PointConfidence(models.TextChoices):
    """How sure the editors are of a point, and so whether and how readers see it."""

    HIGH = "high", _("found in a source")
    MEDIUM = "medium", _("reported")
    TO_CHECK = "to-check", _("to be checked, not shown")


class AddressKind(models.TextChoices):
    """What readers find at the address of a document."""

    TEXT = "text", _("The text")
    ABOUT = "about", _("About it")


def label_of(choices, value):
    """Return the words for a value of one of these choices; the value itself where there are none.

    Django's `get_FIELD_display` hashes all the words of a field, translated, for each value.
    """
    try:
        return str(choices(value).label)
    except ValueError:
        return value
