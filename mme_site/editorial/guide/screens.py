"""Which section of the guide explains which screen of the admin.

Each room says it of its own screens, with the hook `register_guide_sections`: a function that
returns a dictionary of headings in docs/EDITORS.md, by the model whose form a screen is, or by
the name of the address where it is no form.
"""

from dataclasses import dataclass

from django.apps import apps
from django.urls import reverse
from markdown.extensions.toc import slugify_unicode
from wagtail import hooks

from mme_site.editorial.guide.texts import ENGLISH, headings, known_language

# Where an address names the model whose form it leads to: of a new page, of settings.
MODEL_IN_ADDRESS = [("content_type_app_name", "content_type_model_name"), ("app_name", "model_name")]


@dataclass
class Section:
    """A section of the guide, by its heading in English."""

    heading: str

    @property
    def language(self):
        """The reader's language where the guide has this section in it, else English."""
        language = known_language()
        return language if language != ENGLISH and self.heading in headings(language) else ENGLISH

    @property
    def words(self):
        """The heading in that language."""
        return headings(self.language)[self.heading] if self.language != ENGLISH else self.heading

    @property
    def anchor(self):
        """The id that the guide gives to this heading; a code host's is the same."""
        return slugify_unicode(self.words, "-")

    @property
    def url(self):
        """The address of the section; it names the language where the guide would open in another."""
        language = "" if self.language == known_language() else f"?in={self.language}"
        return f"{reverse('editors_guide')}{language}#{self.anchor}"


def sections():
    """Return the section of each screen that has one, by a model or the name of an address."""
    return {
        screen: Section(heading)
        for register in hooks.get_hooks("register_guide_sections")
        for screen, heading in register().items()
    }


def section_of(match, page=None):
    """Return the section that explains a screen, or None.

    `match` is what the address was resolved to; `page` is the page whose form it is, where it is one.
    """
    known = sections()
    return known.get(match.view_name) or known.get(model_of(match, page))


def model_of(match, page=None):
    """Return the model whose form or list is at an address, or None."""
    for app, name in MODEL_IN_ADDRESS:
        if app in match.kwargs and name in match.kwargs:
            return apps.get_model(match.kwargs[app], match.kwargs[name])
    if page is not None:
        return type(page)
    return getattr(match.func, "view_initkwargs", {}).get("model")
