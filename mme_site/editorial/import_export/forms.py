"""What is imported, from which files, and whether it is published."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mme_site.editorial.import_export.limits import MEGABYTE, MOST_BYTES
from mme_site.editorial.import_export.readers import ENDINGS
from mme_site.editorial.import_export.resources import resources_for

MOST_FILES = 10
PUBLISH = "publish"
THEN = [
    ("draft", gettext_lazy("Keep as drafts, to be looked at before readers see them")),
    (PUBLISH, gettext_lazy("Publish at once what is new and what changes on published pages; a draft stays one")),
]


class Offer(NamedTuple):
    """What a person may import and export: a kind of item, at a place where it has places."""

    resource: type
    place: object
    label: str


def offers(user):
    """Return the offers for a person by the value in a form: 'members', 'meetings-5' for a place."""
    found = {}
    for resource in resources_for(user).values():
        if not resource.has_places:
            found[resource.name] = Offer(resource, None, str(resource.label))
            continue
        places = list(resource.places(user))
        for place in places:  # named where there are several
            label = f"{resource.label} ({place.url_path.strip('/')})" if len(places) > 1 else str(resource.label)
            found[f"{resource.name}-{place.pk}"] = Offer(resource, place, label)
    return found


class OfferForm(forms.Form):
    """What is imported and what becomes of it; also read from the address of a dry run."""

    what = forms.ChoiceField(label=gettext_lazy("What"))
    then = forms.ChoiceField(
        label=gettext_lazy("After the import"), choices=THEN, initial="draft", widget=forms.RadioSelect
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.offers = user, offers(user)
        self.fields["what"].choices = [(value, offer.label) for value, offer in self.offers.items()]

    def resource(self):
        """Return the chosen resource, for this person; the form is valid."""
        offer = self.offers[self.cleaned_data["what"]]
        return offer.resource(self.user, offer.place, publish=self.cleaned_data["then"] == PUBLISH)

    @property
    def query(self):
        return {name: self.cleaned_data[name] for name in ("what", "then")}


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = FilesInput

    def __init__(self, *args, most_files=MOST_FILES, most_bytes=MOST_BYTES, **kwargs):
        super().__init__(*args, **kwargs)
        self.most_files, self.most_bytes = most_files, most_bytes

    def clean(self, data, initial=None):
        files = data if isinstance(data, (list, tuple)) else [data]
        files = [super(FilesField, self).clean(file, initial) for file in files or [None]]
        if len(files) > self.most_files:
            raise forms.ValidationError(_("You chose more than %(most)s files.") % {"most": self.most_files})
        if sum(file.size for file in files) > self.most_bytes:
            most = self.most_bytes // MEGABYTE
            raise forms.ValidationError(_("The files are larger than %(most)s MB. Take fewer.") % {"most": most})
        return files


class ImportForm(OfferForm):
    """The first step."""

    files = FilesField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("An Excel workbook (.xlsx), or CSV files: one for each sheet, together."),
        widget=FilesInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    field_order = ["what", "files", "then"]
