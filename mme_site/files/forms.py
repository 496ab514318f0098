"""The form of a picture, in words for who has one that is not taken."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    """Wagtail's form, which says what to do with a picture of a phone, and what the description is for."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            words = self.fields["file"].error_messages
            of_phones = _("A photo from a phone in the format HEIC is to be exported as JPEG first.")
            unreadable = _("This is no picture that can be read: it is damaged, cut off, or of another kind.")
            words["invalid_image"] = f"{unreadable} {of_phones}"
            words["invalid_image_extension"] = f"{words['invalid_image_extension']} {of_phones}"
        if "description" in self.fields:
            self.fields["description"].help_text = _(
                "What the picture shows, in a sentence, for readers who cannot see it. It is offered wherever the "
                "picture is used; there you can write another one, or say that the picture is decorative."
            )

    def clean_file(self):
        """Refuse what cannot be made into the formats that pages show: more than 8 bits a colour in one channel."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            file.seek(0)
            with Image.open(file) as opened:
                mode = opened.mode
            file.seek(0)
            if mode.startswith(("I", "F")):
                raise ValidationError(_("This picture has 16 or 32 bits a colour. Save it with 8 bits first."))
        return file
