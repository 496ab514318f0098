"""Files to upload: what a browser would send, made of a few bytes."""

import io

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mme_site.files.models import SiteDocument, SiteImage

PDF = b"%PDF-1.7\n" + b"x" * 2039  # 2,048 bytes
PROGRAM = b"MZ\x90\x00" + b"\0" * 100
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(name="picture.png", size=(640, 480), kind="PNG"):
    """Return a grey picture as a browser would send it."""
    written = io.BytesIO()
    Image.new("RGB", size, "grey").save(written, kind)
    return SimpleUploadedFile(name, written.getvalue(), f"image/{kind.lower()}")


def document(name="declaration.pdf", content=PDF):
    """Return a file as a browser would send it."""
    return SimpleUploadedFile(name, content)


def saved_image(**fields):
    """Return a picture in Wagtail's library."""
    return SiteImage.objects.create(title="Picture", file=picture(), **fields)


def saved_document(content=PDF, **fields):
    """Return a file in Wagtail's library, with what its upload records of it."""
    saved = SiteDocument(title="File", file=document(content=content), **fields)
    saved._set_document_file_metadata()
    saved.save()
    return saved


def replace(file, content, name="other.pdf"):
    """Give a file other bytes, as its form does."""
    file.file = ContentFile(content, name=name)
    file._set_document_file_metadata()
    file.save()


def using(*files):
    """Return a body of text that links to files and shows pictures."""
    return [
        ("picture", {"image": file})
        if isinstance(file, SiteImage)
        else ("paragraph", f'<p>See <a linktype="document" id="{file.pk}">the file</a>.</p>')
        for file in files
    ]


def is_served(client, file):
    """Return True when a visitor gets a file, False when the answer is that there is none."""
    response = client.get(file.url)
    assert response.status_code in (200, 404)
    return response.status_code == 200
