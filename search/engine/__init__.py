"""Answers a question: what matches, what of it everybody may read, in which order, and how many of what."""
