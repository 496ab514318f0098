"""Reads the content that the project ships, and makes what the site does not have yet."""
