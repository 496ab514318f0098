"""Adds files to the drafts of documents, each in its language: all of them or none."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from meetings.import_export.documents import DocumentResource
from meetings.models import DocumentFile


class FilesNotAttached(Exception):
    """Some files cannot be added, and so none was: what is wrong, by the place of the file in the list."""

    def __init__(self, problems):
        super().__init__()
        self.problems = problems


def attach_files(user, wanted, relate=None):
    """Add files to documents, each given as (document, language, file), and return the documents.

    `relate` is called with the place of each in the list and the draft of its document, before that is saved.
    Raises FilesNotAttached, with every file that cannot be added, where there is one.
    """
    problems, drafts = {}, {}
    with transaction.atomic():
        for place, (document, language, file) in enumerate(wanted):
            try:
                if document.pk not in drafts:
                    drafts[document.pk] = open_draft(user, document)
                add_document_file(drafts[document.pk][1], language, file)
                drafts[document.pk][2].append(file.filename)
                if relate:
                    relate(place, drafts[document.pk][1])
            except ValidationError as error:
                problems[place] = " ".join(error.messages)
        if problems:
            raise FilesNotAttached(problems)
        for resource, draft, names in drafts.values():
            resource.change(draft, {"file": ", ".join(names)[:255], "fields": [str(resource.inline_sheets[0].name)]})
    return [draft for _resource, draft, _names in drafts.values()]


def open_draft(user, document):
    """Return the document as it would be edited, kept from other writers; raise ValidationError where it cannot be."""
    resource = DocumentResource(user, document.get_parent().specific)
    resource.lock({document.slug})
    draft = resource.latest_version(type(document).objects.get(pk=document.pk))
    if why_not := resource.why_not_changeable(draft):
        raise ValidationError(why_not)
    return resource, draft, []


def add_document_file(draft, language, file):
    """Add a file; raise ValidationError where the document has it, or another of its language and format, already."""
    document_files = list(draft.files.all())
    document_file = DocumentFile(
        language=language, file=file, sort_order=max((one.sort_order or 0 for one in document_files), default=-1) + 1
    )
    if any(one.file_id == file.pk for one in document_files):
        raise ValidationError(_("The document has this file already."))
    if any((one.language, one.format) == (language, document_file.format) for one in document_files if one.file_id):
        raise ValidationError(
            _("The document has a file in this language and format already. To put another in its place, go to Files.")
        )
    document_file.full_clean(exclude=["document"])
    draft.files = [*document_files, document_file]
