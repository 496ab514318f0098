"""What is done with a file after its upload, outside the request where the site has a worker."""

import errno
import logging

from django.db import transaction
from django_tasks import task
from wagtail.images.models import SourceImageIOError

from mme_site.files.models import FileText, FirstPage, SiteDocument, SiteImage
from mme_site.files.office import as_pdf
from mme_site.files.pdf import PdfFacts, read_pdf
from mme_site.files.pictures import filters
from mme_site.files.text.reading import read_text
from mme_site.files.text.storing import forget_text, letters_left, save_text, unread_text

logger = logging.getLogger(__name__)


@task()
def record_pdf_facts(key: int, again: bool = False) -> None:
    """Read the pages of a file and keep what they say, unless it was replaced or deleted meanwhile.

    What was read before stays where it cannot be read `again`.
    """
    file = SiteDocument.objects.filter(pk=key).first()
    if file is None or not (file.has_drawable_pages if again else file.has_unread_pages):
        return
    with file.open_file() as opened, as_pdf(opened, file.file_extension.lower()) as pdf:
        facts = read_pdf(pdf) if pdf else PdfFacts()
    if not (facts.pages and facts.pictures):
        logger.warning("File %s (%s) could not be read as a whole.", key, file.filename)
        if again:
            return
    with transaction.atomic():
        unchanged = SiteDocument.objects.filter(pk=key, sha256=file.sha256)
        if unchanged.update(pages=facts.pages, outline=facts.outline, read_sha256=file.sha256):
            FirstPage.objects.filter(file_id=key).delete()
            FirstPage.objects.bulk_create(FirstPage(file_id=key, **vars(picture)) for picture in facts.pictures)


@task()
def record_text(key: int, skipped: int = 0) -> None:
    """Read the text of a file and keep it, unless it was replaced or deleted meanwhile.

    Of a PDF this is a part, and the next one a task of its own: others have their turn between
    them, and a worker that ends loses no more than one.
    """
    file = unread_text(key)
    if file is None:
        return
    after = file.text.pages_read
    with file.open_file() as opened:
        read = read_text(opened, file.file_extension.lower(), after, letters_left(file.text))
    with transaction.atomic():
        skipped_so_far = save_text(file, read, after, skipped)
        if skipped_so_far is not None:
            record_text.enqueue(key, skipped_so_far)


def read_again(file: SiteDocument) -> None:
    """Forget the text that was read of a file, and have it and the pages read once more."""
    with transaction.atomic():
        forget_text(file)
        record_text.enqueue(file.pk)
        record_pdf_facts.enqueue(file.pk, again=True)


@task(priority=-10)  # one file at a time, after all that somebody may wait for
def read_by_newer_reader(key: int) -> None:
    """Have a file read again that a reader of an earlier version of the site has read."""
    text = FileText.objects.of_older_reader().filter(document=key).first()
    if text:
        read_again(text.document)


@task()
def make_renditions(key: int) -> None:
    """Make the sizes and formats of a picture, which take seconds, before its first reader comes.

    One that cannot be made is not tried again: pages leave it out, and its editor is told.
    """
    image = SiteImage.objects.filter(pk=key).first()
    if image is None:
        return
    try:
        image.get_renditions(*filters(image))
        is_broken = False
    except SourceImageIOError as error:
        if getattr(error.__cause__, "errno", None) not in (None, errno.ENOENT):
            raise  # no fault of the picture: a full disk, say
        logger.warning("Picture %s (%s) cannot be shown.", key, image.filename, exc_info=True)
        is_broken = True
    if is_broken != image.is_broken:
        SiteImage.objects.filter(pk=key, file=image.file.name).update(is_broken=is_broken)
