"""What cannot be, and what should not be, of members (see mme_site/editorial/checks)."""

from itertools import combinations

from django.utils.translation import gettext as _

from members.count_rules import typed_counts
from members.models import Member
from mme_site.pages.base import BasePage
from mme_site.pages.validation.problems import error, warning
from mme_site.pages.validation.rules import Rule


def clash_of_periods(subject):
    """A state belongs to a body once at a time: in two periods on one day it would be listed twice."""
    periods = list(enumerate(subject.lines("periods")))
    for (_first, one), (place, other) in combinations(periods, 2):
        if one.body_id and one.body_id == other.body_id and one.overlaps(other):
            begins = one.from_text or "…"
            text = _("It overlaps with the period %(begins)s – %(ends)s of the same body: the last day belongs to it.")
            said = {"begins": begins, "ends": one.until_text or "…"}
            yield error(text % said, "periods", line=place, line_field="from_date", label=_("Membership periods"))


def member_without_source(subject):
    """Ask where it all comes from, where neither the record nor a line of it says so."""
    lines = (line for name in ("periods", "former_names", "suspensions") for line in subject.lines(name))
    if not subject.item.source and not any(line.source for line in lines):
        text = _("Where do these facts come from? Neither the member nor any of its periods and names has a source.")
        yield warning(text, "source", label=_("Source"))


def member_rules():
    return [
        Rule(clash_of_periods, Member, stops=True),
        Rule(member_without_source, Member),
        Rule(typed_counts, BasePage),
    ]
