"""Translating: what waits for whom, who may begin, publish and send in, and what follows a change of the original.

wagtail-localize's own permission is one for all pages and languages, and its views ask for no other.
"""
