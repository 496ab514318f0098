"""The translators' desk: what waits for a language, with the next thing to do beside each."""

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.views.generic import TemplateView

from mme_site.core.admin import RestrictedViewMixin, ScreenMixin
from mme_site.core.languages import base_language
from mme_site.editorial.translating.access import is_translator, locales_of_translator
from mme_site.editorial.translating.desk import rows_of
from mme_site.editorial.translating.records import may_translate_records, waiting_records
from mme_site.editorial.translating.waiting import FOR_TRANSLATORS, State, count_states, work_in

PER_PAGE = 25
WAITING = "waiting"  # whatever is a translator's turn


class DeskForm(forms.Form):
    """What is looked for on the desk; what cannot be read limits nothing."""

    q = forms.CharField(label=gettext_lazy("Title"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)

    def __init__(self, data, kinds):
        super().__init__(data)
        self.fields["kind"].choices = [("", gettext_lazy("All")), *kinds]

    @property
    def chosen(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class DeskView(RestrictedViewMixin, ScreenMixin, TemplateView):
    template_name = "translating/desk.html"
    page_title = gettext_lazy("Translators' desk")
    header_icon = "wagtail-localize-language"
    may_use = staticmethod(is_translator)

    @property
    def sublabel(self):
        return str(self.locale)

    @cached_property
    def locales(self):
        return locales_of_translator(self.request.user)

    @cached_property
    def locale(self):
        """The language that was asked for, else that of the admin, else the first."""
        wanted = (self.request.GET.get("language"), base_language(get_language()))
        found = {locale.language_code: locale for locale in self.locales}
        return next((found[code] for code in wanted if code in found), self.locales[0])

    @cached_property
    def work(self):
        return work_in(self.locale)

    @cached_property
    def form(self):
        models = (ContentType.objects.get_for_id(key).model_class() for key in {one.content_type for one in self.work})
        kinds = [(model._meta.label_lower, capfirst(model._meta.verbose_name)) for model in models if model]
        return DeskForm(self.request.GET, sorted(kinds, key=lambda kind: kind[1]))

    @cached_property
    def state(self):
        asked = self.request.GET.get("state", WAITING)
        return asked if asked in State.values else WAITING

    def address(self, **changed):
        """Return the address of the desk with other choices."""
        now = {"language": self.locale.language_code, "state": self.state, **self.form.chosen, **changed}
        return f"{reverse('translators_desk')}?{urlencode({name: value for name, value in now.items() if value})}"

    @cached_property
    def found(self):
        """The work that was looked for, by the title of the original or the translation."""
        kind, words = self.form.chosen.get("kind"), self.form.chosen.get("q", "").casefold()
        wanted = ContentType.objects.get_by_natural_key(*kind.split(".")).pk if kind else None
        return [
            one
            for one in self.work
            if wanted in (None, one.content_type) and any(words in title.casefold() for title in one.titles)
        ]

    @property
    def number_of_records(self):
        """How many texts of records wait; None for whom may write none of them."""
        if not may_translate_records(self.request.user):
            return None
        return len(waiting_records(self.locale.language_code, self.request.user))

    def get_context_data(self, **kwargs):
        counts = count_states(self.found)
        shown = FOR_TRANSLATORS if self.state == WAITING else (self.state,)
        page = Paginator([one for one in self.found if one.state in shown], PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        return super().get_context_data(
            form=self.form,
            locale=self.locale,
            languages=[(locale, self.address(language=locale.language_code)) for locale in self.locales],
            states=[
                (code, label, number, self.address(state=code))
                for code, label, number in [
                    (WAITING, gettext_lazy("Waiting for a translator"), sum(counts[one] for one in FOR_TRANSLATORS)),
                    *((one.value, one.label, counts[one]) for one in State),
                ]
            ],
            state=self.state,
            records=self.number_of_records,
            rows=rows_of(list(page), self.locale, self.request.user),
            page_obj=page,
            here=self.address(),
            **kwargs,
        )
