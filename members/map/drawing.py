"""The members of a day as they stand on the map."""

import hashlib
from dataclasses import dataclass

from django.utils.functional import cached_property

from members.map.outlines import Outline, read_sheet

PARTS = {"europe": (350, 0, 610, 590)}  # x, y, width and height on the sheet
UNSETTLED = {"EH"}  # whose land has a final status that is not settled: it is drawn with a broken line


@dataclass(frozen=True)
class MapMember:
    row: object
    outline: Outline
    strand: int
    is_chosen: bool
    anchor: str  # SVG's text-anchor

    @property
    def is_unsettled(self):
        """True where the map must not draw a border as if it were agreed."""
        return self.outline.code in UNSETTLED


class MemberMap:
    """A list of members, drawn: who fits its filters, who else was a member, and the land around them."""

    def __init__(self, listing):
        self.listing = listing
        self.sheet = read_sheet()

    @property
    def is_enlarged(self):
        """True where only a part of the sheet is drawn."""
        return self.listing.chosen.get("part") in PARTS

    @property
    def box(self):
        """What of the sheet is drawn: x, y, width and height."""
        return PARTS.get(self.listing.chosen.get("part"), (0, 0, self.sheet.width, self.sheet.height))

    @cached_property
    def states(self):
        """The members that the sheet shows, in the order of bodies and of names."""
        chosen = {row.member.pk for row in self.listing.rows}
        strands = {body: strand for strand, body in enumerate(self.listing.bodies, start=1)}
        states = [
            self.map_member(row, strands[row.period.body], row.member.pk in chosen)
            for row in self.listing.everyone
            if row.member.code in self.sheet.states
        ]
        return sorted(states, key=lambda state: state.strand)

    @property
    def links(self):
        """The members that the picture shows; one outside it must not get the focus."""
        left, top, width, height = self.box
        return [
            state
            for state in self.states
            if left <= state.outline.x <= left + width and top <= state.outline.y <= top + height
        ]

    def map_member(self, row, strand, is_chosen):
        """Return a member as it is drawn; its name stands so that it does not leave the picture."""
        outline = self.sheet.states[row.member.code]
        left, _top, width, _height = self.box
        across = (outline.x - left) / width
        anchor = "start" if across < 1 / 3 else "end" if across > 2 / 3 else "middle"
        return MapMember(row, outline, strand, is_chosen, anchor)

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
        """The list's filters that could be read, as they stand in an address."""
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
