"""Whether a picture can be shown on pages, looked at where a hostile one harms nothing."""

from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import FileField
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField

from mme_site.files.reader_process import run_reader

READER = Path(__file__).with_name("picture_reader.py")
SECONDS = 30  # by the clock, of a machine that has much to do
PROCESSOR = 6  # seconds of its time; a photo of the most pixels takes one, and three on a slow machine
MEMORY = 1024**3  # bytes of address space; a picture of the most pixels takes about a third of it
OUTPUT = 64 * 1024  # bytes
LONGEST_SIDE = 16_383  # pixels; WebP has 14 bits for each (RFC 9649, 2.6)


def check_picture(file: IO[bytes]) -> dict[str, object]:
    """Return what the reader says of an open file: width, height, frames, and `problem`, which is '' for a good one."""
    limits = (str(settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS), str(LONGEST_SIDE))
    rows = run_reader(READER, file, *limits, seconds=SECONDS, processor=PROCESSOR, memory=MEMORY, output=OUTPUT)
    file.seek(0)
    return rows[-1] if rows else {"problem": "memory"}


class PictureField(WagtailImageField):
    """Wagtail's field, which opens a picture in this process only after another one has decoded it."""

    def to_python(self, data: Any) -> Any:
        """Return the checked file; raise ValidationError with the reason, in words for the person who has the file."""
        file = FileField.to_python(self, data)
        if file is not None:
            self.check_image_file_size(file)
            facts = check_picture(file)
            if facts.get("problem"):
                raise self.refusal(facts)
            try:
                return super().to_python(data)
            except ValidationError as error:
                # It was decoded: Willow knows no moving PNG or AVIF.
                if error.code == "invalid_image" and facts["frames"] != 1:
                    raise self.refusal({**facts, "problem": "moving"}) from error
                raise
        return super().to_python(data)

    def check_image_pixel_size(self, f: Any) -> None:
        """Leave out what the other process has done: Wagtail decodes the whole picture for it, in this one."""

    def refusal(self, facts: dict[str, object]) -> ValidationError:
        problem = str(facts["problem"])
        if problem == "unreadable":
            return ValidationError(self.error_messages["invalid_image"], code="invalid_image")
        if problem == "pixels":
            width, height, frames = (facts[key] for key in ("width", "height", "frames"))
            numbers = {"num_pixels": f"{width} × {height} × {frames}", "max_pixels_count": self.max_image_pixels}
            return ValidationError(self.error_messages["file_too_many_pixels"] % numbers, code="file_too_many_pixels")
        words = {
            "side": _(
                "This picture is %(width)s × %(height)s pixels. No side can be longer than %(most)s. Make it smaller, "
                "or cut it into parts."
            ),
            "bits": _("This picture has 16 or 32 bits a colour. Save it with 8 bits first."),
            "metadata": _("This picture carries too much data about itself. Save it without its metadata."),
            "profile": _("The colour profile of this picture is damaged or of another kind. Save the picture as RGB."),
            "moving": _(
                "Moving pictures are taken as GIF and WebP only. Save it as one of these, or as a still picture."
            ),
            "memory": _("This picture takes too much time or memory to be read. Save it again, or make it smaller."),
        }[problem]
        return ValidationError(words % {**facts, "most": f"{LONGEST_SIDE:,}"}, code=problem)
