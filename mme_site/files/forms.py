"""The form of a picture, in words for who has one that is not taken."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from mme_site.files.picture_checks import PictureField


class PictureForm(BaseImageForm):
    """Wagtail's form, which says what to do with a picture of a phone, and what the description is for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            field = PictureField(label=given.label, widget=given.widget, required=given.required)
            self.fields["file"] = field
            words = field.error_messages
            of_phones = _("A photo in HEIC, the format of some phones, has to be exported as JPEG first.")
            unreadable = _("This picture cannot be read: it is damaged, incomplete or of another kind.")
            words["invalid_image"] = f"{unreadable} {of_phones}"
            words["invalid_image_extension"] = f"{words['invalid_image_extension']} {of_phones}"
            if self.instance.is_broken:
                cannot = _("This picture cannot be shown, and pages leave it out. Put another file in its place.")
                field.help_text = f"{cannot} {field.help_text}"
        if "description" in self.fields:
            self.fields["description"].help_text = _(
                "What the picture shows, in a sentence, for readers who cannot see it. It is offered wherever the "
                "picture is used; there you can write another one, or say that the picture is decorative."
            )
