"""What is asked of who takes a page down."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from mme_site.core.querysets import SitePageQuerySet
from mme_site.editorial.taking_down.models import TakenDown, Why


class WhyForm(forms.ModelForm):
    """Why it comes down, what readers are told, and where they are led."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why?"),
        required=False,
        choices=[("", gettext_lazy("it is a draft again: readers find nothing at its address")), *Why.choices],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = TakenDown
        fields = ["why", "reason", "target"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3}), "target": AdminPageChooser}
        labels = {
            "reason": gettext_lazy("The reason, as readers are told it"),
            "target": gettext_lazy("The right page, if there is one"),
        }

    def clean(self):
        cleaned_data = super().clean()
        why, target = cleaned_data.get("why"), cleaned_data.get("target")
        if why in (Why.WITHDRAWN, Why.ERROR) and not cleaned_data.get("reason"):
            self.add_error("reason", _("Say why: readers are told."))
        if why == Why.MERGED and not target:
            self.add_error("target", _("Choose the page that readers are led to."))
        if target and not SitePageQuerySet(Page).live().public().filter(pk=target.pk).exists():
            self.add_error("target", _("Readers cannot open this page."))
        return cleaned_data
