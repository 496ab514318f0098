"""Several files as one."""

import io
import zipfile


def zipped(files):
    """Return pairs of name and bytes as one ZIP file."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, data in files:
            archived.writestr(name, data)
    return archive.getvalue()
