"""What editors choose from, and what visitors can ask of the lists."""

import copy

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models.kind import KindOf, names_of_kinds
from meetings.models.kinds import MeetingStatus
from mme_site.core.dates import DatePrecision
from mme_site.core.filters import FilterForm
from mme_site.core.languages import DOCUMENT_LANGUAGES, separator
from mme_site.core.querysets import is_below, paths_of_partnership
from mme_site.core.templatetags.mme_languages import title_in_language
from mme_site.pages.schedule_forms import SchedulePageForm
from mme_site.pages.translations import stands_in_translated_tree

NEARBY = 100  # meetings before, and as many after, a document that it is offered to have been discussed at


class FilteredChoices(forms.CheckboxSelectMultiple):
    """Many boxes to tick, of which only those with a typed word are shown."""

    template_name = "meetings/admin/filtered_choices.html"

    class Media:
        css = {"all": ["meetings/filtered_choices.css"]}
        js = [forms.Script("meetings/filtered_choices.js", type="module")]


class ThemedPageForm(SchedulePageForm):
    """The editor form of a page with themes: what it offers is of the page's own partnership."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"themes", "discussed_at"} & self.fields.keys():
            self.fields[name].queryset = self.offered(self.fields[name].queryset)
        if "discussed_at" in self.fields:
            field = self.fields["discussed_at"]
            field.queryset = field.queryset.latest_first()
            # Any meeting of the partnership is taken; a choice of ten thousand is none.
            chosen = {meeting.pk for meeting in self.instance.discussed_at.all()}
            found = sorted(self.meetings_nearby(field.queryset), key=lambda meeting: meeting.pk not in chosen)
            field.widget = FilteredChoices()
            field.choices = [
                (meeting.pk, separator().join(filter(None, [meeting.date_text, str(meeting)]))) for meeting in found
            ]
        if "themes" in self.fields:
            self.offer_same_themes_to_points()

    def offered(self, pages):
        """Return those of `pages` that this one can name: originals, also for one that is written first in French."""
        parent, page = self.parent_page.specific, self.instance
        if stands_in_translated_tree(parent) and (not page.pk or page.is_original):
            return pages.filter(is_below(paths_of_partnership(parent))).originals()
        return parent.within_partnership(pages)

    def offer_same_themes_to_points(self):
        """Offer each line of points what the page is offered, read once for all of them."""
        themes = self.fields["themes"].queryset
        choices = [(theme.pk, str(theme)) for theme in themes.order_by("path")]
        self.fields["themes"].choices = choices
        for name in {"points", "key_points"} & self.formsets.keys():
            line = self.formsets[name].form
            field = copy.deepcopy(line.base_fields["themes"])
            field.queryset, field.choices = themes, choices
            limited = type(line.__name__, (line,), {})
            limited.base_fields = {**line.base_fields, "themes": field}
            self.formsets[name].form = limited

    def meetings_nearby(self, meetings):
        """Return the meetings that were chosen, and those nearest to the document's date, the latest first."""
        day = self.instance.date or timezone.localdate()
        chosen = meetings.filter(pk__in=[meeting.pk for meeting in self.instance.discussed_at.all()])
        before = meetings.filter(Q(start_date__lte=day) | Q(start_date=None)).latest_first()
        after = meetings.filter(start_date__gt=day).order_by("start_date", "title")
        found = {meeting.pk: meeting for part in (chosen, before[:NEARBY], after[:NEARBY]) for meeting in part}
        return meetings.filter(pk__in=found).latest_first()


class MeetingPageForm(ThemedPageForm):
    """The same for a meeting: times in the site's zone unless another is named, nothing in fields that are hidden."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "time_zone" in self.fields:
            self.initial["time_zone"] = timezone.get_default_timezone_name()

    def clean(self):
        cleaned_data = super().clean()
        if cleaned_data.get("date_precision") != DatePrecision.DAY:
            cleaned_data.update(start_time=None, end_time=None)
        if not (cleaned_data.get("start_time") or cleaned_data.get("end_time") or self.has_deadline_with_hour):
            cleaned_data["time_zone"] = ""
        if not cleaned_data.get("series"):
            cleaned_data["number"] = None
        return cleaned_data

    @property
    def has_deadline_with_hour(self):
        """True where the time zone is that of a deadline."""
        lines = self.formsets["deadlines"].forms if "deadlines" in self.formsets else ()
        return any(
            line.is_valid() and line.cleaned_data.get("time") and not line.cleaned_data.get("DELETE") for line in lines
        )


class DocumentPageForm(ThemedPageForm):
    """The same for a document: a new line of it begins in the language of the page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "files" in self.formsets:
            formset, language = self.formsets["files"], self.page_language
            kwargs_of = formset.get_form_kwargs
            new_line = {"initial": {"language": language}}
            formset.get_form_kwargs = lambda index: kwargs_of(index) | (new_line if index is None else {})

    @property
    def page_language(self):
        locale = self.instance.locale if self.instance.locale_id else self.parent_page.locale
        return locale.language_code


def any_choice(choices):
    return [("", _("All")), *choices]


class MeetingFilterForm(FilterForm):
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=lambda: any_choice(names_of_kinds(KindOf.MEETING))
    )
    series = forms.ChoiceField(label=_("Series"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=any_choice(MeetingStatus.choices))
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    host = forms.ChoiceField(label=_("Host country"), required=False)
    when = forms.ChoiceField(label=_("When"), required=False, choices=any_choice([("upcoming", _("Upcoming"))]))
    withdrawn = forms.BooleanField(label=_("Include withdrawn"), required=False)

    few_values = ("year", "kind", "series", "status", "theme")
    only_when_asked = ("host", "when")  # a link on another page leads here

    def __init__(self, data, facets, members):
        super().__init__(data)
        self.fields["theme"].choices = any_choice((theme.slug, title_in_language(theme)) for theme in facets.themes)
        self.fields["year"].choices = any_choice((year, str(year)) for year in facets.years)
        self.fields["series"].choices = any_choice((one.slug, one.name) for one in facets.series)
        statuses = [(value, label) for value, label in MeetingStatus.choices if value in facets.statuses]
        self.fields["status"].choices = any_choice(statuses)
        if "host" in self.fields:
            self.fields["host"].choices = any_choice((member.slug, member.name) for member in members)


class DocumentFilterForm(FilterForm):
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=lambda: any_choice(names_of_kinds(KindOf.DOCUMENT))
    )
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    meeting = forms.ChoiceField(label=_("Meeting"), required=False)
    discussed = forms.ChoiceField(label=_("Discussed at"), required=False)
    withdrawn = forms.BooleanField(label=_("Include withdrawn"), required=False)

    few_values = ("kind", "year", "theme", "language")
    only_when_asked = ("discussed",)  # a link on the page of a meeting leads here

    def __init__(self, data, facets, meetings):
        super().__init__(data)
        self.fields["year"].choices = any_choice((year, str(year)) for year in facets.years)
        self.fields["theme"].choices = any_choice((theme.slug, title_in_language(theme)) for theme in facets.themes)
        self.fields["language"].choices = any_choice(
            (code, name) for code, name in DOCUMENT_LANGUAGES if code in facets.languages
        )
        for name in {"meeting", "discussed"} & self.fields.keys():
            self.fields[name].choices = any_choice((meeting.slug, title_in_language(meeting)) for meeting in meetings)


class TimelineFilterForm(FilterForm):
    series = forms.ChoiceField(label=_("Series"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, data, series, themes):
        super().__init__(data)
        self.fields["series"].choices = any_choice((one.slug, one.name) for one in series)
        self.fields["theme"].choices = any_choice((theme.slug, title_in_language(theme)) for theme in themes)
