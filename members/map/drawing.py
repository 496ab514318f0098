"""The members of a day as they stand on the map."""

import hashlib
from dataclasses import dataclass

from django.utils.functional import cached_property

from members.map.outlines import Outline, read_sheet

UNSETTLED = {"EH"}  # whose land has a final status that is not settled: it is drawn with a broken line


@dataclass(frozen=True)
class State:
    """One member on the map."""

    row: object
    outline: Outline
    strand: int
    is_chosen: bool

    @property
    def is_unsettled(self):
        """True where the map must not draw a border as if it were agreed."""
        return self.outline.code in UNSETTLED

    @property
    def anchor(self):
        """How its name stands to its middle, so that it does not leave the sheet (SVG's text-anchor)."""
        third = read_sheet().width / 3
        return "start" if self.outline.x < third else "end" if self.outline.x > 2 * third else "middle"


class MemberMap:
    """A list of members, drawn: who fits its filters, who else was a member, and the land around them."""

    def __init__(self, listing):
        self.listing = listing
        self.sheet = read_sheet()

    @cached_property
    def states(self):
        """The members that the sheet shows, in the order of bodies and of names."""
        chosen = {row.member.pk for row in self.listing.rows}
        strands = {body: strand for strand, body in enumerate(self.listing.bodies, start=1)}
        states = [
            State(row, self.sheet.states[row.member.code], strands[row.period.body], row.member.pk in chosen)
            for row in self.listing.everyone
            if row.member.code in self.sheet.states
        ]
        return sorted(states, key=lambda state: state.strand)

    @property
    def layers(self):
        """The bodies with their members, for what is drawn below the names: (body, strand, states)."""
        return [
            (body, strand, [state for state in self.states if state.strand == strand])
            for strand, body in enumerate(self.listing.bodies, start=1)
        ]

    @cached_property
    def others(self):
        """The outlines of states that were no members that day."""
        shown = {state.outline.code for state in self.states}
        return [outline for code, outline in self.sheet.states.items() if code not in shown]

    @property
    def small(self):
        """The members that are drawn as a dot."""
        return [state for state in self.states if state.outline.is_small]

    @property
    def unsettled(self):
        """The members that are drawn with a broken line."""
        return [state for state in self.states if state.is_unsettled]

    @property
    def missing(self):
        """The members that the sheet does not show."""
        return [row for row in self.listing.everyone if row.member.code not in self.sheet.states]

    @property
    def has_suspended(self):
        return any(state.row.suspension for state in self.states)

    @property
    def query(self):
        """The filters that could be read, as they stand in an address."""
        return "?" + self.listing.query if self.listing.query else ""

    @property
    def picture_query(self):
        """The same with the version of the picture."""
        return "?" + "&".join(filter(None, [self.listing.query, f"version={self.version}"]))

    @property
    def version(self):
        """What changes whenever the picture does."""
        drawn = [(state.outline, state.strand, state.is_chosen, bool(state.row.suspension)) for state in self.states]
        return hashlib.sha256(repr((drawn, self.sheet.land)).encode()).hexdigest()[:12]
