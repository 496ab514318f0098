"""What the worker does of imports and exports, with progress that the editor sees (mme_site/editorial/jobs).

What writes workbooks is imported where it is needed: few processes ever need it, and it takes long.
"""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context

from mme_site.editorial.import_export.archives import zipped
from mme_site.editorial.import_export.dry_run import build_plan
from mme_site.editorial.import_export.forms import OfferForm, offers
from mme_site.editorial.import_export.readers import UnreadableFile, read_tables
from mme_site.editorial.import_export.resources import resources_for
from mme_site.editorial.import_export.run_import import PlanChanged, run_import
from mme_site.editorial.import_export.shown_plan import as_json
from mme_site.editorial.import_export.uploads import delete_upload, uploaded_files, uploads_of
from mme_site.editorial.jobs.models import JobStatus
from mme_site.editorial.jobs.progress import JobFailed
from mme_site.editorial.jobs.tasks import keep_file


def resource_of(job):
    """Return what a job imports, for its person and as that may be done now. Raises JobFailed."""
    form = OfferForm(job.arguments, user=job.user)
    if not form.is_valid():
        raise JobFailed(_("You may not do this any more."))
    return form.resource()


def upload_of(job, resource):
    """Return the upload that a job is about, with its files and what is in them. Raises JobFailed."""
    upload = uploads_of(job.user, resource.model).filter(pk=job.arguments["upload"]).first()
    if upload is None:
        raise JobFailed(_("This upload has expired. Choose the file again."))
    try:
        files = uploaded_files(upload)
        return upload, files, read_tables(files)
    except UnreadableFile as reason:
        raise JobFailed(str(reason)) from None
    except OSError:
        raise JobFailed(_("This upload has expired. Choose the file again.")) from None


def make_dry_run(job, progress):
    """Find out what an import would do."""
    resource = resource_of(job)
    _upload, _files, tables = upload_of(job, resource)
    job.result = {"plan": as_json(build_plan(resource, tables, progress))}


def import_upload(job, progress):
    """Do what a dry run has shown, and be done in the same transaction; or show what has changed since."""
    resource = resource_of(job)
    upload, files, tables = upload_of(job, resource)
    name = ", ".join(name for name, _data in files)[:255]
    try:
        with transaction.atomic():
            run_import(resource, tables, job.arguments["digest"], name, progress)
            job.address = reverse("import_done", args=[get_active_log_context().uuid])
            job.end(JobStatus.DONE)
    except PlanChanged as refusal:
        said = _("Nothing was imported. What the import would do has changed; look at it again.")
        job.result = {"plan": as_json(refusal.plan), "messages": [("error", said, [])]}
    else:
        delete_upload(upload)


def write_problem_report(job, progress):
    """Write the uploaded file again, with what is wrong beside each row."""
    from mme_site.editorial.import_export.problem_report import annotated_files

    resource = resource_of(job)
    _upload, files, tables = upload_of(job, resource)
    keep_file(job, *annotated_files(files, build_plan(resource, tables, progress), tables))


def write_export(job, progress):
    """Write what can be imported, in the form in which it can be."""
    from mme_site.editorial.import_export.export import write_csv, write_xlsx

    offer = offers(job.user).get(job.arguments["what"])
    if offer is None:
        raise JobFailed(_("You may not do this any more."))
    ending = job.arguments["ending"]
    keep_file(
        job,
        f"{offer.resource.name}.{ending}",
        {"xlsx": write_xlsx, "zip": write_csv}[ending](offer.resource(job.user, offer.place), progress),
    )


def write_rows(job, progress):
    """Write these rows of a list as workbooks that can be imported again: one for each list that they stand in."""
    from mme_site.editorial.import_export.export import write_xlsx

    resource = resources_for(job.user).get(job.arguments["resource"])
    if resource is None:
        raise JobFailed(_("You may not do this any more."))
    rows = resource.model.objects.filter(pk__in=job.arguments["keys"]).order_by().values("pk")
    places = resource.places(job.user).select_related("locale") if resource.has_places else [None]
    kinds = [resource(job.user, place, only=rows) for place in places]
    workbooks = [(name_of(kind), write_xlsx(kind, progress)) for kind in kinds if kind.chosen().exists()]
    if not workbooks:
        raise JobFailed(_("You may not edit any of these rows. Nothing was exported."))
    keep_file(job, *(workbooks[0] if len(workbooks) == 1 else (f"{resource.name}.zip", zipped(workbooks))))


def name_of(kind):
    """Return the name of a workbook; it says which list it is of."""
    where = f"-{kind.place.slug}-{kind.place.locale.language_code}-{kind.place.pk}" if kind.place else ""
    return f"{kind.name}{where}.xlsx"
