"""What a reader writes, and what an editor answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mme_site.editorial.reader_reports.models import ReaderReport


class ReportForm(forms.ModelForm):
    """What is wrong, and where to answer; a field that only machines see and fill."""

    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    class Meta:
        model = ReaderReport
        fields = ["message", "email"]
        widgets = {
            "message": forms.Textarea(attrs={"rows": 6, "maxlength": 2000}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        labels = {"message": _("What is wrong?"), "email": _("Your e-mail address, if you want an answer")}

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.data.get("website"))


class AnswerForm(forms.ModelForm):
    """What became of it; sent to the reader where an address was given."""

    class Meta:
        model = ReaderReport
        fields = ["answer"]
        widgets = {"answer": forms.Textarea(attrs={"rows": 5})}
