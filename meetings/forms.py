"""What editors choose from, and what visitors can ask of the lists."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models.kinds import DocumentKind, MeetingKind, MeetingStatus
from mme_site.filters import FilterForm
from mme_site.languages import DOCUMENT_LANGUAGES
from mme_site.publishing.forms import SchedulePageForm


class ThemedPageForm(SchedulePageForm):
    """The editor form of a page with themes: what it offers is of the page's own partnership."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        partnership = self.parent_page.specific
        for name in {"themes", "discussed_at"} & self.fields.keys():
            self.fields[name].queryset = partnership.within_partnership(self.fields[name].queryset)
        if "discussed_at" in self.fields:
            self.fields["discussed_at"].queryset = self.fields["discussed_at"].queryset.latest_first()


def any_choice(choices):
    """Return the choices with 'All' before them."""
    return [("", _("All")), *choices]


class MeetingFilterForm(FilterForm):
    """The filters of the list of meetings."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=any_choice(MeetingKind.choices))
    series = forms.ChoiceField(label=_("Series"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=any_choice(MeetingStatus.choices))
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, data, years, series, themes):
        super().__init__(data)
        self.fields["theme"].choices = any_choice((theme.slug, theme.title) for theme in themes)
        self.fields["year"].choices = any_choice((year, str(year)) for year in years)
        self.fields["series"].choices = any_choice((one.slug, one.name) for one in series)


class DocumentFilterForm(FilterForm):
    """The filters of the list of documents."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=any_choice(DocumentKind.choices))
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    meeting = forms.ChoiceField(label=_("Meeting"), required=False)

    def __init__(self, data, years, themes, languages, meetings):
        super().__init__(data)
        self.fields["year"].choices = any_choice((year, str(year)) for year in years)
        self.fields["theme"].choices = any_choice((theme.slug, theme.title) for theme in themes)
        self.fields["language"].choices = any_choice(
            (code, name) for code, name in DOCUMENT_LANGUAGES if code in languages
        )
        self.fields["meeting"].choices = any_choice((meeting.slug, meeting.title) for meeting in meetings)


class TimelineFilterForm(FilterForm):
    """The filters of the timeline."""

    series = forms.ChoiceField(label=_("Series"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, data, series, themes):
        super().__init__(data)
        self.fields["series"].choices = any_choice((one.slug, one.name) for one in series)
        self.fields["theme"].choices = any_choice((theme.slug, theme.title) for theme in themes)
