"""Import in three steps, and export."""

import logging

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import get_active_log_context
from wagtail.models import ModelLogEntry, PageLogEntry

from mme_site.editorial.import_export.applying import NotWhatWasShown, apply
from mme_site.editorial.import_export.forms import ImportForm, OfferForm, label_of, offers
from mme_site.editorial.import_export.kinds import ACTION, may_use_any
from mme_site.editorial.import_export.limits import MEGABYTE, MOST_BYTES, MOST_CHANGES, MOST_ROWS
from mme_site.editorial.import_export.mending import with_problems
from mme_site.editorial.import_export.plan import Outcome
from mme_site.editorial.import_export.planning import make_plan
from mme_site.editorial.import_export.reading import UnreadableFile, read_tables
from mme_site.editorial.import_export.uploads import discard, files_of, keep, uploads_of
from mme_site.editorial.import_export.writing import write_csv, write_xlsx

logger = logging.getLogger(__name__)

ENTRIES_ON_A_PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRITERS = {"xlsx": (write_xlsx, XLSX), "zip": (write_csv, "application/zip")}


class BulkView(WagtailAdminTemplateMixin):
    """A screen for people who may import something; PermissionDenied for others."""

    page_title = gettext_lazy("Import and export")
    header_icon = "table"

    def dispatch(self, request, *args, **kwargs):
        if not may_use_any(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        first = {"url": reverse("bulk"), "label": BulkView.page_title}
        here = [] if type(self) is ImportView else [{"url": "", "label": self.get_page_title()}]
        return [*self.breadcrumbs_items, first, *here]


class ImportView(BulkView, FormView):
    """Step 1: what there is to export, and what is to be imported from which files."""

    template_name = "import_export/import.html"
    form_class = ImportForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs):
        found = offers(self.request.user)
        kinds = [kind for kind, _place in found.values()]
        exports = [
            (value, kind, label_of(kind, place, kinds.count(kind) == 1)) for value, (kind, place) in found.items()
        ]
        limits = {"rows": MOST_ROWS, "changes": MOST_CHANGES, "megabytes": MOST_BYTES // MEGABYTE}
        screens = [screen for kind in dict.fromkeys(kinds) for screen in kind.screens_for(self.request.user)]
        return super().get_context_data(exports=exports, limits=limits, screens=screens, **kwargs)

    def form_valid(self, form):
        kind = form.kind()
        try:
            files = [(file.name, file.read()) for file in form.cleaned_data["files"]]
            read_tables(files)
            upload = keep(self.request.user, kind.model, files)
        except UnreadableFile as error:
            form.add_error("files", str(error))
            return self.form_invalid(form)
        return redirect(f"{reverse('bulk_dry_run', args=[upload.pk])}?{urlencode(form.query)}")


class Upload:
    """What the views of a dry run share: the upload, what it is for, and what it would do."""

    @cached_property
    def offer(self):
        return OfferForm(self.request.GET, user=self.request.user)

    def dispatch(self, request, *args, **kwargs):
        if may_use_any(request.user):
            self.upload = self.find_upload(kwargs["key"]) if self.offer.is_valid() else None
            if self.upload is None:
                messages.error(request, _("This upload is not there any more. Choose the file again."))
                return redirect("bulk")
        return super().dispatch(request, *args, **kwargs)

    def find_upload(self, key):
        """Return the upload of this person with its files read, or None."""
        self.kind = self.offer.kind()
        upload = uploads_of(self.request.user, self.kind.model).filter(pk=key).first()
        try:
            self.files = upload and files_of(upload)
            self.tables = upload and read_tables(self.files)
        except (OSError, UnreadableFile):
            return None
        return upload

    @property
    def names(self):
        return ", ".join(name for name, _data in self.files)


class DryRunView(Upload, BulkView, TemplateView):
    """Step 2: what the import would do, and the button that does it."""

    template_name = "import_export/dry_run.html"

    def get_page_title(self):
        return _("Dry run: %(files)s") % {"files": self.names}

    def post(self, request, key):
        try:
            apply(self.kind, self.tables, request.POST.get("digest", ""), self.names[:255])
        except NotWhatWasShown as refusal:
            messages.error(request, _("Nothing was imported. What the import would do has changed; look at it again."))
            return self.render_to_response(self.get_context_data(plan=refusal.plan, key=key))
        except OperationalError:  # the database gave another writer the turn, and took ours back
            logger.warning("An import was not done.", exc_info=True)
            messages.error(request, _("Nothing was imported: somebody else is saving at the moment. Try again."))
            return redirect(request.get_full_path())
        discard(self.upload)
        return redirect("bulk_done", get_active_log_context().uuid)

    def get_context_data(self, plan=None, **kwargs):
        plan = plan or make_plan(self.kind, self.tables)
        shown = self.request.GET.get("show")
        entries = plan.of(shown) if shown in Outcome.values else plan.in_order
        page = Paginator(entries, ENTRIES_ON_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            plan=plan,
            page=page,
            shown=shown if shown in Outcome.values else "",
            query=urlencode(self.offer.query),
            what=self.kind.label,
            **kwargs,
        )


class MendView(Upload, View):
    """The uploaded file again, with what is wrong beside each row."""

    def get(self, request, key):
        name, data = with_problems(self.files, make_plan(self.kind, self.tables))
        return attachment(name, data, "application/octet-stream")


class DoneView(BulkView, TemplateView):
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
        kind, place = offer
        write, media_type = WRITERS[ending]
        return attachment(f"{kind.name}.{ending}", write(kind(request.user, place)), media_type)


def attachment(name, data, media_type):
    return HttpResponse(
        data, content_type=media_type, headers={"Content-Disposition": content_disposition_header(True, name)}
    )
