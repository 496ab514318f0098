"""The questions before something is put back, or deleted for good."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from mme_site.editorial.recovery import access


class RestoreForm(forms.Form):
    """Where it is put back, and whether readers see it again at once."""

    parent = forms.ModelChoiceField(
        Page.objects.filter(depth__gte=1), label=_("Put it below"), widget=AdminPageChooser(), required=True
    )
    collection = forms.ModelChoiceField(None, label=_("Collection"), required=True, empty_label=None)
    publish_again = forms.BooleanField(
        label=_("Publish again what was published"),
        required=False,
        help_text=_("Readers see it at once, as it was. Otherwise all of it comes back as a draft."),
    )

    def __init__(self, *args, user, deletion, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.deletion = user, deletion
        if issubclass(deletion.model, Page):
            self.fields["parent"].initial = deletion.parent
        else:
            del self.fields["parent"]
        if access.is_file(deletion):
            self.fields["collection"].queryset = access.collections_for(user, deletion.model)
            self.fields["collection"].initial = deletion.collection
        else:
            del self.fields["collection"]
        if not access.may_publish_again(user, deletion):
            del self.fields["publish_again"]

    def clean_parent(self):
        """Refuse a place where this person may add nothing."""
        parent = self.cleaned_data["parent"]
        if not parent.permissions_for_user(self.user).can_add_subpage():
            raise forms.ValidationError(_("You do not have permission to add pages there."))
        return parent

    def clean(self):
        """Refuse to publish where this person may not."""
        data = super().clean()
        if data.get("publish_again") and not access.may_publish_again(self.user, self.deletion, data.get("parent")):
            self.add_error("publish_again", _("You do not have permission to publish there. Restore it as a draft."))
        return data


class PermanentDeleteForm(forms.Form):
    """The typed confirmation of what cannot be undone."""

    title = forms.CharField(label=_("Type its title"), required=True, strip=True)

    def __init__(self, *args, deletion, **kwargs):
        super().__init__(*args, **kwargs)
        self.deletion = deletion

    def clean_title(self):
        if self.cleaned_data["title"] != " ".join(self.deletion.title.split()):
            raise forms.ValidationError(_("That is not its title. Nothing was deleted."))
        return self.cleaned_data["title"]
