"""Many files at once: which files, and then which document each belongs to."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from meetings.file_upload.guess import guess_document, guess_language
from meetings.models import DocumentPage
from mme_site.core.languages import DOCUMENT_LANGUAGES
from mme_site.editorial.import_export.forms import FilesField
from mme_site.editorial.import_export.limits import MEGABYTE
from mme_site.files.models import SiteDocument

MOST_FILES = 30
MOST_BYTES = 300 * MEGABYTE


def documents_for(user):
    allowed = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return DocumentPage.objects.originals().filter(pk__in=allowed.order_by().values("pk"), alias_of=None)


class UploadForm(forms.Form):
    """The first step."""

    files = FilesField(
        label=gettext_lazy("Files"),
        most_files=MOST_FILES,
        most_bytes=MOST_BYTES,
        help_text=gettext_lazy(
            "Language and document are suggested from a name such as tripoli-declaration_fr.pdf, and you confirm them."
        ),
    )
    collection = forms.ModelChoiceField(label=gettext_lazy("Collection"), queryset=Collection.objects.none())

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        policy = policy_registry.get_by_type(SiteDocument)
        collections = policy.collections_user_has_permission_for(user, "add")
        field = self.fields["collection"]
        field.queryset = collections
        field.initial = collections.first()
        if len(collections) < 2:
            field.widget = forms.HiddenInput()


class FileForm(forms.Form):
    """What one file is. Without a document it stays among the files, and belongs to none."""

    document = forms.ModelChoiceField(
        label=gettext_lazy("Document"),
        queryset=DocumentPage.objects.none(),
        required=False,
        widget=AdminPageChooser(target_models=[DocumentPage]),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[("", "—"), *DOCUMENT_LANGUAGES], required=False
    )

    def __init__(self, *args, file, user, **kwargs):
        super().__init__(*args, prefix=f"file-{file.pk}", **kwargs)
        self.file = file
        self.fields["document"].queryset = documents_for(user)
        if not self.is_bound:
            # The title keeps what the name on the disk loses, such as the brackets of COM(2011)743.
            name = f"{file.title}.{file.file_extension}"
            self.initial = {
                "document": guess_document(name, documents_for(user)),
                "language": guess_language(name) or guess_language(file.filename),
            }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("document") and not cleaned.get("language") and "language" not in self.errors:
            self.add_error("language", _("Say in which language it is."))
        return cleaned

    @property
    def wanted(self):
        """Return (document, language, file), or None where no document is chosen."""
        document = self.cleaned_data.get("document")
        return document and (document, self.cleaned_data["language"], self.file)
