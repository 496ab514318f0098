"""Saves uploaded files as files of the site, in the worker: to check and copy many takes a while."""

from contextlib import suppress

from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.db import transaction
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.documents.forms import get_document_form
from wagtail.models import UploadedFile
from wagtail.permissions import policy_registry

from mme_site.core.languages import labelled
from mme_site.editorial.jobs.tasks import start
from mme_site.files.models import SiteDocument


def keep_uploads(user, files):
    """Keep uploaded files until the worker comes to them; return pairs of key and name."""
    kind = ContentType.objects.get_for_model(SiteDocument)
    uploads = [UploadedFile.objects.create(uploaded_by_user=user, for_content_type=kind, file=file) for file in files]
    return [[upload.pk, file.name] for upload, file in zip(uploads, files, strict=True)]


def start_saving(user, files, collection, again, on_to):
    """Let the worker save the files. Where none could be, `again` is the address to go on; else `on_to`, with them."""
    title = _("Upload: %(files)s") % {"files": ", ".join(file.name for file in files)}
    uploads = keep_uploads(user, files)
    return start(user, save_files, title, uploads=uploads, collection=collection.pk, on_to=on_to, address=again)


def save_files(job, progress):
    """Save each file that can be; the others are named with the reason. What another attempt has saved stays so."""
    uploads = dict(job.arguments["uploads"])
    progress.expect(len(uploads))
    job.result = job.result or {"saved": [], "messages": []}
    try:
        for upload in UploadedFile.objects.filter(pk__in=uploads, uploaded_by_user=job.user).order_by("pk"):
            save_upload(job, upload, uploads[upload.pk])
            progress.step()
    finally:
        for left in UploadedFile.objects.filter(pk__in=uploads, uploaded_by_user=job.user):
            forget(left)
    if saved := job.result["saved"]:
        job.address = f"{job.arguments['on_to']}?{urlencode({'file': saved}, doseq=True)}"


def save_upload(job, upload, name):
    """Save one file, and record that it was in the same transaction."""
    with upload.file.open("rb") as opened:
        file, why_not = checked(job.user, File(opened, name), job.arguments["collection"])
        with transaction.atomic():
            if file and file.pk is None:
                file.save()
            job.result["saved"] += [file.pk] if file else []
            job.result["messages"] += [["warning", labelled(name, why_not), []]] if why_not else []
            job.save(update_fields=["result"])
            upload.delete()
    forget_bytes(upload)


def checked(user, file, collection):
    """Return (the file to be saved, or the same one that is there, or None; what is to be said of it).

    The checks are those of Wagtail's own form.
    """
    form = get_document_form(SiteDocument)(
        {"title": file.name.rpartition(".")[0], "collection": collection}, {"file": file}, user=user
    )
    if not form.is_valid():
        return None, " ".join(message for errors in form.errors.values() for message in errors)
    wanted = form.save(commit=False)
    wanted.uploaded_by_user = user
    wanted._set_document_file_metadata()
    choosable = policy_registry.get_by_type(SiteDocument).instances_user_has_permission_for(user, "choose")
    if same := choosable.filter(sha256=wanted.sha256).first():
        said = _("This file has already been uploaded, as “%(title)s”. It was not stored again.")
        return same, said % {"title": same.title}
    return wanted, ""


def forget(upload):
    upload.delete()
    forget_bytes(upload)


def forget_bytes(upload):
    with suppress(OSError):
        upload.file.storage.delete(upload.file.name)
