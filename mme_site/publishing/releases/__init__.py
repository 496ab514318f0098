"""Releases: sets of changes that become public together or not at all (docs/decisions/0027)."""
