"""The sizes and formats of a picture, made where a hostile one harms nothing.

No process of the site decodes a picture: Wagtail says what is to be done to it, and another process does that.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any

import willow
from django.core.files.images import get_image_dimensions
from wagtail.images.models import AbstractImage, Filter, SourceImageIOError

from mme_site.files.reader_process import run_reader

WRITER = Path(__file__).with_name("picture_writer.py")
SECONDS = 120  # by the clock, of a machine that has much to do
PROCESSOR = 60  # seconds of its time
MEMORY = 1024**3  # bytes of address space, as for the check of an upload
OUTPUT = 32 * 1024**2  # bytes; a size of a page has some hundred thousand
ORIGINAL = "original"  # Wagtail's name for the filter that does nothing
Step = tuple[str, tuple[Any, ...], dict[str, Any]]


@contextmanager
def failing_as_source(image: AbstractImage) -> Iterator[None]:
    """Raise SourceImageIOError for whatever is raised within: libraries raise of every kind for a file."""
    try:
        yield
    except SourceImageIOError:
        raise
    except Exception as error:
        raise SourceImageIOError(f"Picture {image.pk} cannot be made into other sizes: {error!r}") from error


class Recorder:
    """Takes the place of Willow's picture and keeps what `Filter.run` has done to it, for Willow in another process."""

    def __init__(self, format_name: str, size: tuple[int, int]) -> None:
        self.format_name = format_name
        self.image = SimpleNamespace(width=size[0], height=size[1])
        self.steps: list[Step] = []

    def has_animation(self) -> bool:
        return False  # as Willow says of every picture that Pillow has

    def has_alpha(self) -> bool:
        return True  # Willow gives a background to those only that have

    def auto_orient(self) -> "Recorder":
        return self  # the other process begins with it

    def __getattr__(self, name: str) -> Callable[..., "Recorder"]:
        return partial(self.record, name)

    def record(self, name: str, *arguments: Any, **options: Any) -> "Recorder":
        self.steps.append((name, arguments, options))
        return self


class OutsideFilter(Filter):
    """Wagtail's filter, carried out by a process of its own; at once, or before, together with others."""

    made: bytes | None = None

    def run(self, image: AbstractImage, output: IO[bytes], source: IO[bytes] | None = None) -> Any:
        """Write the size into `output` and return it as Willow's file; raise ValueError where none is made."""
        with nullcontext(source) if source else image.open_file() as file:
            output.write(self.made or made_sizes(image, file, [self])[0])
        return willow.Image.open(output)

    def record(self, image: AbstractImage, recorder: Recorder) -> list[Step]:
        super().run(image, None, source=recorder)
        return recorder.steps

    @contextmanager
    def get_willow_image(self, image: AbstractImage, source: Any = None) -> Iterator[Any]:
        yield source


def filters_made_together(image: AbstractImage, filters: Iterable[Filter]) -> list[OutsideFilter]:
    """Return the filters with their sizes, made from one decoding; raise ValueError where none are."""
    outside = [OutsideFilter(each.spec) for each in filters]
    with image.open_file() as file:
        for each, content in zip(outside, made_sizes(image, file, outside), strict=True):
            each.made = content
    return outside


def made_sizes(image: AbstractImage, file: IO[bytes], filters: list[OutsideFilter]) -> list[bytes]:
    """Return the files of these sizes.

    The original is the file as it is, to which the editor's form links. That a picture is on its side is for the other
    process to find.
    """
    if [each.spec for each in filters] == [ORIGINAL]:
        return [file.read()]
    width, height = get_image_dimensions(file)
    if not width or not height:
        raise ValueError("no picture")
    format_name = willow.Image.open(file).format_name
    limits: dict[str, int] = {"seconds": SECONDS, "processor": PROCESSOR, "memory": MEMORY, "output": OUTPUT}
    for size in ((width, height), (height, width)):
        plans = [each.record(image, Recorder(format_name, size)) for each in filters]
        rows = run_reader(WRITER, file, json.dumps(size), json.dumps(plans, default=list), **limits)
        answer = rows[-1] if rows else {}
        if not answer.get("turned"):
            break
    made = answer.get("made")
    if not isinstance(made, list) or len(made) != len(filters):
        raise ValueError(str(answer.get("problem", "too much memory or time")))
    return [base64.b64decode(each) for each in made]
