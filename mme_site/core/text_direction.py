"""In which direction a field of the admin is written, whatever the language of the admin.

A page's own words are of its locale; a name such as `name_ar` is of the language in its name.
"""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from wagtail.models import TranslatableMixin

LANGUAGES = [code for code, _name in settings.LANGUAGES]
NAME_IN = re.compile(rf"_({'|'.join(LANGUAGES)})$")
ALWAYS_LTR = (forms.URLField, forms.EmailField, forms.SlugField)


class TextDirectionFormMixin:
    """For a form of the admin: each text field says its language and direction.

    Fields in blocks and lines follow what is typed, by mme_site/core/static/core/text_direction.css.
    """

    fields: dict[str, forms.Field]
    instance: Any  # a Model

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField):
                field.widget.attrs.update(self.direction_of(name, field))

    def direction_of(self, name: str, field: forms.Field) -> dict[str, str]:
        """Return the attributes of a field, `auto` where nothing tells its language."""
        if isinstance(field, ALWAYS_LTR):
            return {"dir": "ltr"}
        language = self.language_of(name)
        if language is None:
            return {"dir": "auto"}
        return {"lang": language, "dir": "rtl" if get_language_info(language)["bidi"] else "ltr"}

    def language_of(self, name: str) -> str | None:
        if found := NAME_IN.search(name):
            return found[1]
        if isinstance(self.instance, TranslatableMixin) and self.instance.locale_id:
            return self.instance.locale.language_code
        return None
