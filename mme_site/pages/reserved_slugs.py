"""Slugs that no page right below the overview can have: the site has addresses of its own there."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import LocalePrefixPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _

from mme_site.core.querysets import SITE_ROOT_DEPTH
from mme_site.pages.validation.problems import Problem, error
from mme_site.pages.validation.subject import Subject

LITERAL = re.compile(r"\^?([\w-]+)(?:/|\.|$)")
OF_THE_SERVER = ("health", "static", "media")


@cache
def reserved_slugs() -> frozenset[str]:
    """Return the first part of each address that is no page: those of `urls.py`, and the languages."""
    found = {match[1] for pattern in first_patterns() if (match := LITERAL.match(str(pattern.pattern)))}
    return frozenset({*found, *dict(settings.LANGUAGES), *OF_THE_SERVER})


def first_patterns() -> Iterator[Any]:
    """Yield the patterns of the first part of an address, those behind a language as well."""
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLResolver) and isinstance(pattern.pattern, LocalePrefixPattern):
            yield from pattern.url_patterns
        else:
            yield pattern


def is_reserved(slug: str) -> bool:
    """Return True for a slug that would lead elsewhere; single letters are those of short addresses."""
    return slug in reserved_slugs() or len(slug) == 1


def slug_is_reserved(subject: Subject) -> Iterator[Problem]:
    """Refuse a slug that is the site's own."""
    page = subject.item
    depth = page.depth or (subject.below.depth + 1 if subject.below else 0)
    if depth == SITE_ROOT_DEPTH + 1 and is_reserved(page.slug or ""):
        text = _("“%(slug)s” is an address of the site itself. Choose another one.")
        yield error(text % {"slug": page.slug}, "slug", label=_("Slug"))
