"""Many files at once, in two steps: upload them, then say which document each belongs to."""

from django.forms import Media
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from meetings.file_upload.attach_files import FilesNotAttached, attach_files
from meetings.file_upload.forms import MOST_FILES, FileForm, UploadForm
from meetings.file_upload.save_files import start_saving
from meetings.import_export.documents import DocumentResource
from mme_site.core.keys import key_in
from mme_site.editorial.import_export.views import ImportExportView
from mme_site.editorial.jobs.views import answer
from mme_site.files.models import SiteDocument


def may_add_files(user):
    """Return True for people who may add files and change some document."""
    policy = policy_registry.get_by_type(SiteDocument)
    return policy.user_has_permission(user, "add") and DocumentResource.usable_by(user)


class ManyFilesView(ImportExportView):
    """A screen for people who may add files to documents."""

    page_title = gettext_lazy("Many files at once")
    header_icon = "upload"
    may_use = staticmethod(may_add_files)

    def address_of(self, name):
        """Return the address of a step: 'upload_files' or 'assign_files'."""
        return reverse(name)


class UploadFilesView(ManyFilesView, FormView):
    """Step 1: the files. Each that can be saved is saved by the worker; the others are named with the reason."""

    template_name = "meetings/file_upload/upload_files.html"
    form_class = UploadForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form):
        job = start_saving(
            self.request.user,
            form.cleaned_data["files"],
            form.cleaned_data["collection"],
            again=self.address_of("upload_files"),
            on_to=self.address_of("assign_files"),
        )
        return answer(self.request, job)


class AssignFilesView(ManyFilesView, TemplateView):
    """Step 2: the table in which each file gets its document and language."""

    template_name = "meetings/file_upload/assign_files.html"
    form_class = FileForm

    def dispatch(self, request, *args, **kwargs):
        keys = list(filter(None, map(key_in, request.GET.getlist("file"))))[:MOST_FILES]
        policy = policy_registry.get_by_type(SiteDocument)
        choosable = policy.instances_user_has_permission_for(request.user, "choose")
        self.files = list(choosable.filter(pk__in=keys).order_by("pk")) if request.user.is_authenticated else []
        if not self.files:
            return redirect(self.address_of("upload_files"))
        return super().dispatch(request, *args, **kwargs)

    def forms(self, data=None):
        return [self.form_class(data, file=file, user=self.request.user) for file in self.files]

    def post(self, request, **kwargs):
        forms = self.forms(request.POST)
        if all([form.is_valid() for form in forms]) and self.add(forms):
            return redirect(self.address_of("upload_files"))
        messages.error(request, _("No file was added to a document. The problems are shown below."))
        return self.render_to_response(self.get_context_data(forms=forms))

    def add(self, forms):
        """Add the files, and say what was done; note at each form what stands against it, and return False."""
        chosen = [form for form in forms if form.wanted]
        try:
            documents = self.attach(chosen)
        except FilesNotAttached as refusal:
            for place, problem in refusal.problems.items():
                chosen[place].add_error("document", problem)
            return False
        for document in documents:
            buttons = [messages.button(reverse("wagtailadmin_pages:edit", args=[document.pk]), _("Edit"))]
            messages.success(self.request, _("“%(title)s” has a new draft.") % {"title": document.title}, buttons)
        if without := len(forms) - len(chosen):
            said = ngettext("%(count)s file belongs to no document.", "%(count)s files belong to no document.", without)
            messages.info(self.request, said % {"count": without})
        return True

    def attach(self, chosen):
        return attach_files(self.request.user, [form.wanted for form in chosen])

    def get_context_data(self, forms=None, **kwargs):
        forms = forms or self.forms()
        return super().get_context_data(forms=forms, media=sum((form.media for form in forms), Media()), **kwargs)
