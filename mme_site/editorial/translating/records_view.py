"""The part of the translators' desk that is about records: names of states, places and series, and notes."""

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from mme_site.core.keys import key_in
from mme_site.editorial.translating.desk_view import PER_PAGE, DeskView
from mme_site.editorial.translating.record_translation import write_all
from mme_site.editorial.translating.records import still_right, waiting_records


class RecordsView(DeskView):
    """Texts of records that have no translation into a language, or one that was made from other words."""

    template_name = "translating/records.html"
    page_title = gettext_lazy("Names and notes")

    @property
    def own_address(self):
        return f"{reverse('translators_records')}?language={self.locale.language_code}"

    def post(self, request):
        """Write what was translated; with the other button, take what was ticked as it is."""
        if request.POST.get("action") == "translate":
            self.translate(request.POST)
            return redirect(self.own_address)
        keys = {key_in(text) for text in request.POST.getlist("text")}
        number = still_right(keys, self.locale.language_code, request.user)
        told = ngettext("%(number)s text is kept as it is.", "%(number)s texts are kept as they are.", number) % {
            "number": number
        }
        messages.success(request, told)
        return redirect(self.own_address)

    def translate(self, said):
        """Write the words of each text that was filled in, and say what readers see of it."""
        language = self.locale.language_code
        texts = waiting_records(language, self.request.user)
        public, drafts, problems = write_all(texts, said, language, self.request.user)
        if public:
            told = ngettext("%(number)s text is translated.", "%(number)s texts are translated.", public)
            messages.success(self.request, told % {"number": public})
        if drafts:
            told = ngettext(
                "%(number)s text is saved as a draft and waits for a publisher.",
                "%(number)s texts are saved as drafts and wait for a publisher.",
                drafts,
            )
            messages.success(self.request, told % {"number": drafts})
        for problem in problems:
            messages.error(self.request, problem)

    def get_context_data(self, **kwargs):
        texts = waiting_records(self.locale.language_code, self.request.user)
        page = Paginator(texts, PER_PAGE).get_page(self.request.GET.get("p"))
        languages = [(one, f"{reverse('translators_records')}?language={one.language_code}") for one in self.locales]
        return super(DeskView, self).get_context_data(
            locale=self.locale,
            languages=languages,
            texts=page,
            page_obj=page,
            number=len(texts),
            here=self.own_address,
            desk=f"{reverse('translators_desk')}?language={self.locale.language_code}",
            desk_name=_("Pages"),
            **kwargs,
        )
