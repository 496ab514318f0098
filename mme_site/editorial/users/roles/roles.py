"""The roles, and the rights of each: computed from what is installed, so that no room must be named here."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Page, WorkflowMixin
from wagtail.snippets.models import get_snippet_models

from mme_site.core.querysets import SITE_ROOT_DEPTH
from mme_site.editorial.users.roles.grants import CollectionGrant, ModelGrant, PageGrant, ReviewGrant
from mme_site.publishing.schedule_store import draftable_snippets

WRITE = ("add", "change")
PUBLISH = (*WRITE, "publish", "lock", "unlock")
EVERYTHING = (*PUBLISH, "bulk_delete")
FILES = ("wagtaildocs", "document"), ("wagtailimages", "image")
TRANSLATE_RECORDS = "translating.change_recordwords"  # in which languages, the rights on pages say
# What Wagtail keeps for those who run a site: who may enter it, its addresses, languages and workflows.
SITE_PERMISSIONS = [
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

    def grants(self):
        """Yield every right of the role, as things stand now."""
        yield ModelGrant("wagtailadmin.access_admin")
        yield ModelGrant("wagtail_localize.submit_translation")
        yield from self.grants_below(roots())
        for app, model in FILES:
            yield CollectionGrant(f"{app}.choose_{model}")
            yield CollectionGrant(f"{app}.add_{model}")

    def grants_below(self, pages):
        """Yield the rights of the role on these roots of partnerships, one for each language."""
        return ()


class Editors(Role):
    """Write pages and draftable records, and send them in for review; publish nothing."""

    def grants_below(self, pages):
        return [PageGrant(action, page.pk) for page in pages for action in WRITE]

    def grants(self):
        yield from super().grants()
        for model in draftable_snippets():
            yield from model_grants(model, *WRITE)


class Publishers(Role):
    """Review what others send in, publish, schedule, take down, and change what is public as soon as it is saved."""

    def grants_below(self, pages):
        return [PageGrant(action, page.pk) for page in pages for action in PUBLISH]

    def grants(self):
        yield from super().grants()
        for app, model in FILES:
            yield CollectionGrant(f"{app}.change_{model}")
        for model in get_snippet_models():
            yield from model_grants(model, *WRITE, "delete")
        for model in draftable_snippets():
            yield from model_grants(model, "publish")
        for model in settings_registry:
            yield from model_grants(model, "change")
        for action in (*WRITE, "delete"):
            yield ModelGrant(f"wagtailredirects.{action}_redirect")
        yield ModelGrant(TRANSLATE_RECORDS)
        yield ReviewGrant(Page)
        for model in draftable_snippets():
            if issubclass(model, WorkflowMixin):
                yield ReviewGrant(model)


class Administrators(Publishers):
    """Do all that publishers do, everywhere, and look after users, languages, workflows and addresses."""

    def grants_below(self, pages):
        return ()  # they may do everything everywhere, and so below each

    def grants(self):
        yield from super().grants()
        root = Page.get_first_root_node()
        yield from (PageGrant(action, root.pk) for action in EVERYTHING)
        yield from (ModelGrant(name) for name in SITE_PERMISSIONS)
        yield from (CollectionGrant(f"wagtailcore.{action}_collection") for action in (*WRITE, "delete"))


@dataclass(frozen=True)
class Translators(Role):
    """Write the pages of one language, and the names and notes of records in it; send pages in for review."""

    language: str = ""

    def grants(self):
        yield from super().grants()
        yield ModelGrant(TRANSLATE_RECORDS)

    def grants_below(self, pages):
        pages = [page for page in pages if page.locale.language_code == self.language]
        return [PageGrant(action, page.pk) for page in pages for action in WRITE]


def roles():
    """Return every role; one of translators for each language."""
    languages = settings.WAGTAIL_CONTENT_LANGUAGES
    return [
        Editors("editors", _("Editors")),
        Publishers("publishers", _("Publishers")),
        *(Translators(f"translators {code}", lazy(translators_of, str)(name), code) for code, name in languages),
        Administrators("administrators", _("Administrators")),
    ]


def translators_of(language):
    return gettext("Translators (%(language)s)") % {"language": language}


def roots():
    """Return the root pages of all partnerships in all languages."""
    return list(Page.objects.filter(depth=SITE_ROOT_DEPTH).select_related("locale").order_by("path"))


def model_grants(model, *actions):
    """Yield the rights to do these things to the records of a model."""
    for action in actions:
        yield ModelGrant(f"{model._meta.app_label}.{action}_{model._meta.model_name}")
