"""The rows of the translators' desk, as one person may work on them."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation

from mme_site.core.querysets import SITE_ROOT_DEPTH
from mme_site.editorial.translating.access import may_translate_into
from mme_site.editorial.translating.texts import waiting_texts
from mme_site.editorial.translating.waiting import State, reviews

NAMED = (State.CHANGED, State.BEGUN, State.SENT_BACK)  # whose waiting texts a row names


@dataclass
class Row:
    """An original, how far its translation has come, and the one thing to do next."""

    original: object
    state: State
    translation_page: object = None  # in the language of the desk
    texts: list = field(default_factory=list)  # that wait
    comment: str = ""  # with which it was sent back
    may_begin: bool = False
    may_edit: bool = False
    may_publish: bool = False

    @property
    def title(self):
        return self.original.title

    @property
    def kind(self):
        return capfirst(self.original.cached_content_type.model_class()._meta.verbose_name)

    @property
    def key(self):
        return self.translation_page.pk if self.translation_page else None

    @property
    def changed(self):
        return [text for text in self.texts if text.is_changed]

    @property
    def missing(self):
        return [text for text in self.texts if text.is_missing]

    @property
    def begins(self):
        """True where the main button makes the translation."""
        return self.may_begin and self.state in (State.NEW, State.UNTRANSLATED)

    @property
    def action(self):
        """The main button as (label, address); None where it is another person's turn."""
        if not self.may_edit:
            return None
        edit, overview = reverse("wagtailadmin_pages:edit", args=[self.key]), self.overview
        if self.state == State.READY:
            return (_("Publish") if self.may_publish else _("Submit for review")), overview
        if self.state == State.IN_REVIEW:
            return (pgettext("to do", "Review"), overview) if self.may_publish else None
        labels = {State.SENT_BACK: _("Correct"), State.CHANGED: _("Translate what changed"), State.BEGUN: _("Continue")}
        return (labels[self.state], edit) if self.state in labels else None

    @property
    def overview(self):
        """The address of the screen that shows all texts; empty where there is none yet."""
        return reverse("submit_translation", args=[self.key]) if self.key and self.may_edit else ""


def rows_of(work, locale, user):
    """Return the rows of a part of the work; a fixed number of queries, and few more for each site."""
    pages = Page.objects.select_related("locale").in_bulk([one.original for one in work])
    versions = Page.objects.in_bulk([one.version for one in work if one.version])
    translations = Translation.objects.filter(pk__in=interesting(work))
    translations = translations.select_related("source__specific_content_type", "target_locale")
    waiting, comments, rights = waiting_texts(list(translations)), comments_on(work), Rights(user, locale)
    return [
        Row(
            original=page,
            state=one.state,
            translation_page=versions.get(one.version),
            texts=waiting.get(one.translation, []),
            comment=comments.get(str(one.version), ""),
            may_begin=rights.on(page, "add"),
            may_edit=one.version in versions and rights.on(page, "change"),
            may_publish=one.version in versions and rights.on(page, "publish"),
        )
        for one in work
        if (page := pages.get(one.original))
    ]


def interesting(work):
    """Return the keys of the translations whose waiting texts a row names."""
    return {one.translation for one in work if one.translation and one.state in NAMED}


def comments_on(work):
    """Return the comments of reviewers, by the keys of what was sent back, as texts."""
    keys = [str(one.version) for one in work if one.state == State.SENT_BACK]
    return dict(reviews().filter(object_id__in=keys).values_list("object_id", "current_task_state__comment"))


class Rights:
    """What a person may do in the tree of a language, asked once for each site."""

    def __init__(self, user, locale):
        self.user, self.locale, self.roots = user, locale, {}

    def on(self, page, action):
        """Return True where the person may do this in the translated tree of the site of a page."""
        path = page.path[: Page.steplen * SITE_ROOT_DEPTH]
        if path not in self.roots:
            original = Page.objects.get(path=path)
            self.roots[path] = original, original.get_translation_or_none(self.locale)
        original, version = self.roots[path]
        if version is None:
            return action == "add" and may_translate_into(self.user, original, self.locale)
        policy = policy_registry.get_by_type(Page)
        return policy.user_has_permission_for_instance(self.user, action, version)
