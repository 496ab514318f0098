"""The roles, and the rights of each: computed from what is installed, so that no room must be named here."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import DraftStateMixin, Page, WorkflowMixin
from wagtail.snippets.models import get_snippet_models

from mme_site.core.querysets import SITE_ROOT_DEPTH
from mme_site.editorial.users.roles.rights import CollectionRight, ModelRight, PageRight, ReviewRight

WRITE = ("add", "change")
PUBLISH = (*WRITE, "publish", "lock", "unlock")
EVERYTHING = (*PUBLISH, "bulk_delete")
FILES = ("wagtaildocs", "document"), ("wagtailimages", "image")
# What Wagtail keeps for those who run a site: who may enter it, its addresses, languages and workflows.
OF_THE_SITE = [
    *(f"users.{action}_user" for action in ("add", "change", "delete")),
    *(f"auth.{action}_group" for action in ("add", "change", "delete")),
    *(
        f"wagtailcore.{action}_{model}"
        for model in ("site", "locale", "workflow", "task")
        for action in ("add", "change", "delete")
    ),
]


@dataclass(frozen=True)
class Role:
    """What a group of people does on the site. The key is remembered; the name can be changed in the admin."""

    key: str
    title: str

    @property
    def name(self):
        """The name of a new group, in English, as those are that Wagtail makes."""
        with override("en"):
            return str(self.title)

    def rights(self):
        """Yield every right of the role, as things stand now."""
        yield ModelRight("wagtailadmin.access_admin")
        yield ModelRight("wagtail_localize.submit_translation")
        yield from self.rights_below(roots())
        for app, model in FILES:
            yield CollectionRight(f"{app}.choose_{model}")
            yield CollectionRight(f"{app}.add_{model}")

    def rights_below(self, pages):
        """Yield the rights of the role on these roots of partnerships, one for each language."""
        return ()


class Editors(Role):
    """Write pages and draftable records, and send them in for review; publish nothing."""

    def rights_below(self, pages):
        return [PageRight(action, page.pk) for page in pages for action in WRITE]

    def rights(self):
        yield from super().rights()
        for model in draftable_snippets():
            yield from of_model(model, *WRITE)


class Publishers(Role):
    """Review what others send in, publish, schedule, take down, and change what is public as soon as it is saved."""

    def rights_below(self, pages):
        return [PageRight(action, page.pk) for page in pages for action in PUBLISH]

    def rights(self):
        yield from super().rights()
        for app, model in FILES:
            yield CollectionRight(f"{app}.change_{model}")
        for model in get_snippet_models():
            yield from of_model(model, *WRITE, "delete")
        for model in draftable_snippets():
            yield from of_model(model, "publish")
        for model in settings_registry:
            yield from of_model(model, "change")
        for action in (*WRITE, "delete"):
            yield ModelRight(f"wagtailredirects.{action}_redirect")
        yield ReviewRight(Page)
        for model in draftable_snippets():
            if issubclass(model, WorkflowMixin):
                yield ReviewRight(model)


class Administrators(Publishers):
    """Do all that publishers do, everywhere, and look after users, languages, workflows and addresses."""

    def rights_below(self, pages):
        return ()  # they may do everything everywhere, and so below each

    def rights(self):
        yield from super().rights()
        root = Page.get_first_root_node()
        yield from (PageRight(action, root.pk) for action in EVERYTHING)
        yield from (ModelRight(name) for name in OF_THE_SITE)
        yield from (CollectionRight(f"wagtailcore.{action}_collection") for action in (*WRITE, "delete"))


@dataclass(frozen=True)
class Translators(Role):
    """Write the pages of one language, and send them in for review."""

    language: str = ""

    def rights_below(self, pages):
        pages = [page for page in pages if page.locale.language_code == self.language]
        return [PageRight(action, page.pk) for page in pages for action in WRITE]


def roles():
    """Return every role; one of translators for each language but that in which the site is written first."""
    others = [(code, name) for code, name in settings.WAGTAIL_CONTENT_LANGUAGES if code != settings.LANGUAGE_CODE]
    return [
        Editors("editors", _("Editors")),
        Publishers("publishers", _("Publishers")),
        *(Translators(f"translators {code}", Translation(name), code) for code, name in others),
        Administrators("administrators", _("Administrators")),
    ]


class Translation:
    """The name of the translators of a language, in the language in which it is asked for."""

    def __init__(self, language):
        self.language = language

    @cached_property
    def text(self):
        return _("Translators (%(language)s)")

    def __str__(self):
        return str(self.text) % {"language": self.language}


def roots():
    """Return the root pages of all partnerships in all languages."""
    return list(Page.objects.filter(depth=SITE_ROOT_DEPTH).select_related("locale").order_by("path"))


def draftable_snippets():
    return [model for model in get_snippet_models() if issubclass(model, DraftStateMixin)]


def of_model(model, *actions):
    """Yield the rights to do these things to the records of a model."""
    for action in actions:
        yield ModelRight(f"{model._meta.app_label}.{action}_{model._meta.model_name}")
