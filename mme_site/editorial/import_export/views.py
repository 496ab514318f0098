"""Import in three steps, and export."""

from contextlib import suppress

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ModelLogEntry, PageLogEntry

from mme_site.core.admin import RestrictedViewMixin, ScreenMixin
from mme_site.core.languages import separator
from mme_site.editorial.import_export import jobs
from mme_site.editorial.import_export.forms import ImportForm, OfferForm, offers
from mme_site.editorial.import_export.limits import MEGABYTE, MOST_BYTES, MOST_CHANGES, MOST_ROWS
from mme_site.editorial.import_export.plan import ImportOutcome
from mme_site.editorial.import_export.readers import UnreadableFile, check_file_type
from mme_site.editorial.import_export.resources import ACTION, may_import_anything
from mme_site.editorial.import_export.uploads import save_upload, uploaded_files, uploads_of
from mme_site.editorial.jobs.tasks import find, start
from mme_site.editorial.jobs.views import answer

ENTRIES_ON_A_PAGE = 100


class ImportExportView(RestrictedViewMixin, ScreenMixin):
    """A screen for people who may import something; PermissionDenied for others."""

    page_title = gettext_lazy("Import and export")
    header_icon = "table"
    may_use = staticmethod(may_import_anything)
    screens_above = [(page_title, reverse_lazy("import_export"))]


class ImportView(ImportExportView, FormView):
    """Step 1: what there is to export, and what is to be imported from which files."""

    template_name = "import_export/import.html"
    form_class = ImportForm
    screens_above = ()

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs):
        found = offers(self.request.user)
        limits = {"rows": MOST_ROWS, "changes": MOST_CHANGES, "megabytes": MOST_BYTES // MEGABYTE}
        resources = dict.fromkeys(offer.resource for offer in found.values())
        screens = [screen for resource in resources for screen in resource.screens_for(self.request.user)]
        return super().get_context_data(exports=list(found.items()), limits=limits, screens=screens, **kwargs)

    def form_valid(self, form):
        resource = form.resource()
        files = [(file.name, file.read()) for file in form.cleaned_data["files"]]
        try:
            for name, data in files:
                check_file_type(name, data)
            upload = save_upload(self.request.user, resource.model, files)
        except UnreadableFile as error:
            form.add_error("files", str(error))
            return self.form_invalid(form)
        return answer(self.request, start_dry_run(self.request.user, upload, form))


def start_dry_run(user, upload, form):
    title = _("Dry run: %(files)s") % {"files": names_of(upload)}
    return start(user, jobs.make_dry_run, title, **about(upload.pk, form))


def about(upload, form):
    """Return what all jobs about an upload have in common: what finds them again, and where they lead."""
    address = f"{reverse('import_dry_run', args=[upload])}?{urlencode(form.query)}"
    return {"upload": upload, **form.query, "key": f"import {upload} {urlencode(form.query)}", "address": address}


def names_of(upload):
    """Return the names of the uploaded files."""
    with suppress(OSError):
        return separator().join(name for name, _data in uploaded_files(upload))
    return ""


class UploadMixin:
    """What the views of a dry run share: the upload, and what it is for."""

    @cached_property
    def offer(self):
        return OfferForm(self.request.GET, user=self.request.user)

    def dispatch(self, request, *args, **kwargs):
        if not may_import_anything(request.user):
            raise PermissionDenied
        self.upload = self.find_upload(kwargs["key"]) if self.offer.is_valid() else None
        if self.upload is None:
            messages.error(request, _("This upload has expired. Choose the file again."))
            return redirect("import_export")
        return super().dispatch(request, *args, **kwargs)

    def find_upload(self, key):
        """Return the upload of this person, or None."""
        self.resource = self.offer.resource()
        return uploads_of(self.request.user, self.resource.model).filter(pk=key).first()


class DryRunView(UploadMixin, ImportExportView, TemplateView):
    """Step 2: what the import would do, and the button that does it."""

    template_name = "import_export/dry_run.html"

    def get_page_title(self):
        return _("Dry run: %(files)s") % {"files": names_of(self.upload)}

    def get(self, request, key):
        """Show the newest plan of this upload; what is being done, or could not be, is shown by its job."""
        job = find(request.user, about(key, self.offer)["key"]) or start_dry_run(request.user, self.upload, self.offer)
        if "plan" not in job.result:
            return redirect("job", job.pk)
        return self.render_to_response(self.get_context_data(plan=job.result["plan"], key=key))

    def post(self, request, key):
        title = _("Import: %(files)s") % {"files": names_of(self.upload)}
        digest = request.POST.get("digest", "")
        job = start(request.user, jobs.import_upload, title, digest=digest, **about(key, self.offer))
        return answer(request, job)

    def get_context_data(self, plan, **kwargs):
        asked = self.request.GET.get("show")
        shown = asked if asked in ImportOutcome.values else ""
        entries = [entry for entry in plan["entries"] if shown in ("", entry["outcome"])]
        page = Paginator(entries, ENTRIES_ON_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            plan=plan,
            page=page,
            shown=shown,
            query=urlencode(self.offer.query),
            what=self.resource.label,
            **kwargs,
        )


class ProblemReportView(UploadMixin, View):
    """The uploaded file again, with what is wrong beside each row."""

    def get(self, request, key):
        asked = {"upload": key, **self.offer.query}
        return answer(request, start(request.user, jobs.write_problem_report, names_of(self.upload), **asked))


class ImportDoneView(ImportExportView, TemplateView):
    """Step 3: what was made and changed, as the history of the site has it."""

    template_name = "import_export/done.html"
    page_title = gettext_lazy("Imported")

    def get_context_data(self, **kwargs):
        finder, links = AdminURLFinder(self.request.user), {True: [], False: []}
        for model in (PageLogEntry, ModelLogEntry):
            entries = model.objects.filter(uuid=kwargs["key"], action=ACTION, user=self.request.user)
            for entry, item in entries.order_by("pk")[:MOST_CHANGES].with_instances():
                link = (entry.label, item and finder.get_edit_url(item))
                links[bool(entry.data.get("made"))].append(link)
        return super().get_context_data(made=links[True], changed=links[False], **kwargs)


class ExportView(View):
    """What can be imported, in the form in which it can be."""

    def get(self, request, what, ending):
        offer = offers(request.user).get(what)
        if offer is None:
            raise PermissionDenied
        title = _("Export: %(what)s") % {"what": offer.resource.label}
        return answer(request, start(request.user, jobs.write_export, title, what=what, ending=ending))
