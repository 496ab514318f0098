"""What wagtail-localize leaves open: who may begin, publish and send in the translation of a page.

Its own permission is one for all pages and languages, and its views ask for no other.
"""
