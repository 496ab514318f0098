"""What a row means that is about a document, a version of it, an earlier document or a source."""

from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from meetings.bulk.columns import (
    CHECKED,
    DOCUMENTS,
    KEY,
    MEETINGS,
    OTHER_NAMES,
    SOURCES,
    SUMMARY,
    THEMES_COLUMN,
    FileLookup,
)
from meetings.models import DocumentIndexPage, DocumentPage
from meetings.models.document_file import DocumentFile
from meetings.models.document_relation import DocumentRelation
from meetings.models.kinds import DateKind, DocumentKind, RelationKind
from mme_site.core.languages import DOCUMENT_LANGUAGES
from mme_site.editorial.import_export.columns import Choice, Column, Day, Number, PartialDate, Reference, References
from mme_site.editorial.import_export.pages import PageKind
from mme_site.editorial.import_export.sheets import LineSheet, Sheet
from mme_site.files.models import SiteDocument


class ImportedDocuments(PageKind):
    """Documents, with their versions and sources. Texts with a layout are left out (decision 19)."""

    name, label, icon, order = "documents", _("Documents"), "doc-full", 30
    model, place_model = DocumentPage, DocumentIndexPage
    related = ("themes", "discussed_at", "other_names", "files__file", "relations__target")
    read_with = ("meeting",)
    main = Sheet(
        _("Documents"),
        [
            KEY,
            Column("title", _("Title"), width=48),
            Choice("kind", _("Kind"), DocumentKind.choices),
            Column("symbol", _("Symbol")),
            PartialDate("date", _("Date"), "date_precision"),
            Choice("date_kind", _("On that date it was"), DateKind.choices, default=DateKind.ADOPTED, width=12),
            Column("place", _("Place")),
            Column("body_responsible", _("Adopted or published by"), width=36),
            Reference("meeting", _("Meeting"), MEETINGS, width=36),
            References("discussed_at", _("Also discussed at"), MEETINGS),
            SUMMARY,
            THEMES_COLUMN,
            OTHER_NAMES,
            *CHECKED,
        ],
    )
    lines = (
        LineSheet(
            _("Languages and files"),
            [
                KEY,
                Choice("language", _("Language"), DOCUMENT_LANGUAGES, width=10),
                Reference("file", _("File"), FileLookup(), width=36),
                Column("url", _("Address"), width=36),
                Day("checked_on", _("Address checked")),
                Number("pages", _("Pages")),
            ],
            accessor="files",
            model=DocumentFile,
            identity=("language", "file", "url"),
        ),
        LineSheet(
            _("Earlier documents"),
            [
                KEY,
                Choice("kind", _("This document"), RelationKind.choices, default=RelationKind.SUPERSEDES),
                Reference("target", _("Earlier document"), DOCUMENTS, width=36),
            ],
            accessor="relations",
            model=DocumentRelation,
            identity=("target",),
        ),
        SOURCES,
    )

    @classmethod
    def screens_for(cls, user):
        if not policy_registry.get_by_type(SiteDocument).user_has_permission(user, "add"):
            return []
        purpose = _("Upload PDFs and the like, and add each to its document; language and document are guessed.")
        return [(_("Many files at once"), purpose, "bulk_files")]
