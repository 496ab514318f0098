"""Adds files to the drafts of documents, as lines of their languages: all of them or none."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from meetings.bulk.documents import ImportedDocuments
from meetings.models import DocumentFile


class FilesNotAttached(Exception):
    """Some files cannot be added, and so none was: what is wrong, by the place of the file in the list."""

    def __init__(self, problems):
        super().__init__()
        self.problems = problems


def attach(user, wanted):
    """Add files to documents, each given as (document, language, file), and return the documents.

    Raises FilesNotAttached, with every file that cannot be added, where there is one.
    """
    problems, drafts = {}, {}
    with transaction.atomic():
        for place, (document, language, file) in enumerate(wanted):
            try:
                if document.pk not in drafts:
                    drafts[document.pk] = open_draft(user, document)
                add_line(drafts[document.pk][1], language, file)
                drafts[document.pk][2].append(file.filename)
            except ValidationError as error:
                problems[place] = " ".join(error.messages)
        if problems:
            raise FilesNotAttached(problems)
        for kind, draft, names in drafts.values():
            kind.change(draft, {"file": ", ".join(names)[:255], "fields": [str(kind.lines[0].name)]})
    return [draft for _kind, draft, _names in drafts.values()]


def open_draft(user, document):
    """Return the document as it would be edited, kept from other writers; raise ValidationError where it cannot be."""
    kind = ImportedDocuments(user, document.get_parent().specific)
    kind.lock({document.slug})
    draft = kind.as_edited(type(document).objects.get(pk=document.pk))
    if why_not := kind.why_not_changed(draft):
        raise ValidationError(why_not)
    return kind, draft, []


def add_line(draft, language, file):
    """Add a line; raise ValidationError where the document has it, or another of its language and format, already."""
    lines = list(draft.files.all())
    line = DocumentFile(
        language=language, file=file, sort_order=max((one.sort_order or 0 for one in lines), default=-1) + 1
    )
    if any(one.file_id == file.pk for one in lines):
        raise ValidationError(_("The document has this file already."))
    if any((one.language, one.format) == (language, line.format) for one in lines if one.file_id):
        raise ValidationError(
            _("The document has a file in this language and format already. To put another in its place, go to Files.")
        )
    line.full_clean(exclude=["document"])
    draft.files = [*lines, line]
