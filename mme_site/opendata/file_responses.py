"""Files that are made for one answer."""

import tempfile
from collections.abc import Callable
from typing import Any

from django.http import FileResponse
from django.utils.translation import get_language


def generated_file(write: Callable[[Any], object], filename: str, media_type: str) -> FileResponse:
    """Answer with what `write` writes into a temporary file, so that it is never in memory as a whole."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write(file)
    file.seek(0)
    headers = {"Content-Language": get_language() or "en"}
    return FileResponse(file, as_attachment=True, filename=filename, content_type=media_type, headers=headers)
