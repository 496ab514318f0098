"""What a visitor can ask of the search."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 200  # characters; what is longer is cut, since nobody types it


class SearchForm(forms.Form):
    """One box. Anything can be typed into it; nothing that is typed is an error."""

    q = forms.CharField(label=_("Search"), required=False, strip=True)

    @property
    def query(self):
        """The words asked for, cut to LONGEST_QUERY characters, without control characters."""
        typed = "".join(c if c.isprintable() else " " for c in self.data.get("q", ""))
        return " ".join(typed[:LONGEST_QUERY].split())
