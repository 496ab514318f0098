"""What was printed wrong of this partnership before, and what is meant."""

from collections.abc import Iterator

from mme_site.editorial.checks.words import suggest_corrections
from mme_site.pages.validation.problems import Problem
from mme_site.pages.validation.subject import Subject

MISPRINTS = {
    r"\bslinked\b": "linked",
    r"\bEriteria\b": "Eritrea",
    r"\bJoint Africa-Europe Strategy\b": "Joint Africa-EU Strategy",
    r"\bAfrican Remittances? Institute\b": "African Institute for Remittances (AIR)",
    r"\bpartnership on stability, employment and migration\b": "Partnership on Migration, Mobility and Employment",
    r"\bJoint EU\s?[-–]\s?Africa Declaration\b": "Joint Africa-EU Declaration",
}
# A name that two texts have; a page that has a date of its own says by it which one.
AMBIGUOUS = {
    r"\bTripoli Declaration\b(?! on Migration)(?!.{0,12}(?:2006|2010))": "Tripoli Declaration (2006), or (2010)"
}


def misprints(subject: Subject) -> Iterator[Problem]:
    """What was printed wrong elsewhere of this partnership."""
    has_date = getattr(subject.item, "start_date", None) or getattr(subject.item, "date", None)
    yield from suggest_corrections(subject, MISPRINTS if has_date else MISPRINTS | AMBIGUOUS)
