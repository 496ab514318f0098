"""Releases in the admin: what they hold, how they are filled, released and undone."""
