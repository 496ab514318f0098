"""The papers of a meeting, from the meeting: files become texts of its documents, which are there or made of them."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminPageChooser

from meetings.file_upload.attach_files import attach_files, open_draft
from meetings.file_upload.forms import FileForm, documents_for
from meetings.file_upload.guess import guess_title
from meetings.file_upload.views import AssignFilesView, ManyFilesView, UploadFilesView, may_add_files
from meetings.models import DocumentIndexPage, DocumentPage, MeetingPage
from meetings.models.kind import document_kinds
from mme_site.files.models import FileText
from mme_site.pages.slugs import free_slug

OUTCOME, DISCUSSED = "outcome", "discussed"
ROLES = [
    (OUTCOME, gettext_lazy("an outcome of the meeting")),
    (DISCUSSED, gettext_lazy("a document that was also discussed there")),
]


def may_add_papers(user, meeting):
    return meeting.permissions_for_user(user).can_edit() and may_add_files(user)


def relate(document, meeting, role):
    """Let a document name the meeting; raise ValidationError where it is the outcome of another one."""
    if role == DISCUSSED:
        document.discussed_at = [*document.discussed_at.exclude(pk=meeting.pk), meeting]
    elif document.meeting_id not in (None, meeting.pk):
        raise ValidationError(_("It is an outcome of “%(title)s”.") % {"title": document.meeting})
    else:
        document.meeting = meeting


class PaperForm(FileForm):
    """What one file is: a text of a document that is there, or the first of a new one."""

    title = forms.CharField(label=gettext_lazy("Or the title of a new document"), max_length=255, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of the new document"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("It is"), choices=ROLES, initial=OUTCOME)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "—"), *document_kinds()]
        if not self.is_bound and not self.initial["document"]:
            stated = FileText.objects.of_present_file().filter(document=self.file).exclude(title="").first()
            self.initial["title"] = stated.title if stated else guess_title(self.file.filename)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("document") and cleaned.get("title"):
            for name, told in (("language", _("Say in which language it is.")), ("kind", _("Say what it is."))):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, told)
        return cleaned

    @property
    def wanted(self):
        """Return (document or None, language, file), or None where the file stays among the files."""
        document, title = self.cleaned_data.get("document"), self.cleaned_data.get("title")
        return (document, self.cleaned_data["language"], self.file) if document or title else None


class ChooseForm(forms.Form):
    """A document that is there already."""

    document = forms.ModelChoiceField(
        label=gettext_lazy("Document"),
        queryset=DocumentPage.objects.none(),
        widget=AdminPageChooser(target_models=[DocumentPage]),
    )
    role = forms.ChoiceField(label=gettext_lazy("It is"), choices=ROLES, initial=OUTCOME, widget=forms.RadioSelect)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents_for(user)


class PapersMixin(ManyFilesView):
    """A screen about the papers of one meeting, for who may edit it and add files to documents."""

    page_title = gettext_lazy("Papers of the meeting")
    header_icon = "doc-full"

    def setup(self, request, key):
        super().setup(request, key=key)
        self.meeting = get_object_or_404(MeetingPage, pk=key)
        if not may_add_papers(request.user, self.meeting):
            raise PermissionDenied

    def get_page_subtitle(self):
        return self.meeting.get_admin_display_title()

    @property
    def screens_above(self):
        return [(self.get_page_subtitle(), reverse("wagtailadmin_pages:edit", args=[self.meeting.pk]))]

    def address_of(self, name):
        names = {"upload_files": "meeting_papers", "assign_files": "meeting_files"}
        return reverse(names[name], args=[self.meeting.pk])


class PapersView(PapersMixin, UploadFilesView):
    """What the meeting has, and the two ways to more: upload files, or choose a document."""

    template_name = "meetings/file_upload/papers.html"

    def post(self, request, *args, **kwargs):
        if "choose" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = ChooseForm(request.POST, user=request.user)
        if form.is_valid() and self.choose(form):
            return redirect(self.address_of("upload_files"))
        return self.render_to_response(self.get_context_data(form=self.form_class(user=request.user), choose=form))

    def choose(self, form):
        """Let a document name this meeting, in its draft; say at the form why it cannot."""
        document, user = form.cleaned_data["document"], self.request.user
        try:
            with transaction.atomic():
                resource, draft, _names = open_draft(user, document)
                relate(draft, self.meeting, form.cleaned_data["role"])
                resource.change(draft, {"file": "", "fields": [str(_("Meeting"))]})
        except ValidationError as refusal:
            form.add_error("document", refusal)
            return False
        buttons = [messages.button(reverse("wagtailadmin_pages:edit", args=[document.pk]), _("Edit"))]
        messages.success(self.request, _("“%(title)s” has a new draft.") % {"title": document.title}, buttons)
        return True

    def get_context_data(self, **kwargs):
        of_meeting = Q(meeting=self.meeting) | Q(discussed_at=self.meeting)
        documents = documents_for(self.request.user).filter(of_meeting).distinct().prefetch_related("files__file")
        choose = kwargs.pop("choose", None) or ChooseForm(user=self.request.user)
        context = super().get_context_data(choose=choose, documents=documents, meeting=self.meeting, **kwargs)
        return {**context, "media": choose.media}


class MeetingFilesView(PapersMixin, AssignFilesView):
    """The table in which each file gets its document, its language, and what it is to the meeting."""

    form_class = PaperForm

    def attach(self, chosen):
        """Make the documents that are new, one for each title, and add the files: all or none."""
        with transaction.atomic():
            made, wanted = {}, []
            for form in chosen:
                document, language, file = form.wanted
                if document is None:
                    title = form.cleaned_data["title"]
                    document = made[title] = made.get(title) or self.make(title, form.cleaned_data["kind"])
                wanted.append((document, language, file))
            roles = [form.cleaned_data["role"] for form in chosen]
            return attach_files(
                self.request.user, wanted, lambda place, draft: relate(draft, self.meeting, roles[place])
            )

    def make(self, title, kind):
        """Add a draft of a document below the list of the meeting's partnership; its date is left to be looked up."""
        lists = self.meeting.within_partnership(DocumentIndexPage.objects.filter(locale=self.meeting.locale))
        above = lists.first()
        if above is None or not above.permissions_for_user(self.request.user).can_add_subpage():
            raise PermissionDenied
        slug = free_slug(slugify(title) or "document", above)
        document = DocumentPage(
            title=title, slug=slug, kind=kind, live=False, owner=self.request.user, locale=above.locale
        )
        above.add_child(instance=document)
        document.save_revision(user=self.request.user, log_action=True)
        return document
