"""What is done with a file after its upload, outside the request where the site has a worker."""

import logging

from django.db import transaction
from django_tasks import task

from mme_site.files.models import FirstPage, SiteDocument, SiteImage
from mme_site.files.pdf import read_pdf
from mme_site.files.pictures import filters
from mme_site.files.text.reading import read_text
from mme_site.files.text.storing import save_text, unread_text

logger = logging.getLogger(__name__)


@task()
def record_pdf_facts(key):
    """Read a PDF and keep what it says, unless it was replaced or deleted meanwhile."""
    file = SiteDocument.objects.filter(pk=key).first()
    if file is None or not file.is_unread_pdf:
        return
    with file.open_file() as opened:
        facts = read_pdf(opened)
    if not (facts.pages and facts.pictures):
        logger.warning("File %s (%s) could not be read as a whole.", key, file.filename)
    with transaction.atomic():
        unchanged = SiteDocument.objects.filter(pk=key, sha256=file.sha256)
        if unchanged.update(pages=facts.pages, outline=facts.outline, read_sha256=file.sha256):
            FirstPage.objects.filter(file_id=key).delete()
            FirstPage.objects.bulk_create(FirstPage(file_id=key, **vars(picture)) for picture in facts.pictures)


@task()
def record_text(key):
    """Read the text of a file and keep it, unless it was replaced or deleted meanwhile."""
    file = unread_text(key)
    if file:
        with file.open_file() as opened:
            read = read_text(opened, file.file_extension.lower())
        save_text(file, read)


@task()
def make_renditions(key):
    """Make the sizes and formats of a picture, which take seconds, before its first reader comes."""
    image = SiteImage.objects.filter(pk=key).first()
    if image:
        image.get_renditions(*filters(image))
