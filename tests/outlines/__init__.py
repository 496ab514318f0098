"""Draws the outlines of the map of members, once, for the repository: `python -m tests.outlines`."""
