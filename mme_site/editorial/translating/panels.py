"""The panel of the admin's first page: how much waits for a translator, in each of this person's languages."""

from django.urls import reverse
from wagtail.admin.ui.components import Component

from mme_site.editorial.translating.access import locales_of_translator
from mme_site.editorial.translating.waiting import FOR_TRANSLATORS, State, count_states, work_in


class TranslationsPanel(Component):
    """How many pages wait for a translator, and for a review, by language."""

    name = "translations"
    template_name = "translating/panel.html"
    order = 115

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        return {"languages": [lines_of(locale) for locale in locales_of_translator(user)]}


def lines_of(locale):
    """Return a language with (label, number, address) of each state in which there is something to do."""
    counts = count_states(work_in(locale))
    desk = f"{reverse('translators_desk')}?language={locale.language_code}"
    states = [*FOR_TRANSLATORS, State.READY, State.IN_REVIEW]
    lines = [(state.label, counts[state], f"{desk}&state={state}") for state in states if counts[state]]
    return {"name": locale.get_display_name(), "desk": desk, "lines": lines}


def show_translations(request, panels):
    if locales_of_translator(request.user):
        panels.append(TranslationsPanel())
