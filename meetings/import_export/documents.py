"""What a row means that is about a document, a version of it, an earlier document or a source."""

from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from meetings.import_export.columns import (
    CHECKED,
    DOCUMENTS,
    KEY,
    MEETINGS,
    OTHER_NAMES,
    POINT,
    POINT_SOURCE,
    SOURCES,
    SUMMARY,
    THEMES_COLUMN,
    FileLookup,
)
from meetings.models import DocumentIndexPage, DocumentPage
from meetings.models.document_file import DocumentFile
from meetings.models.document_relation import DocumentRelation
from meetings.models.kind import document_kinds
from meetings.models.kinds import AddressKind, DateKind, RelationKind
from meetings.models.point import KeyPoint
from mme_site.core.languages import DOCUMENT_LANGUAGES
from mme_site.editorial.import_export.columns import (
    BooleanColumn,
    ChoiceColumn,
    Column,
    DayColumn,
    NumberColumn,
    PartialDateColumn,
    ReferenceColumn,
    ReferencesColumn,
)
from mme_site.editorial.import_export.page_resource import PageResource
from mme_site.editorial.import_export.sheets import InlineSheet, Sheet
from mme_site.files.models import SiteDocument


class DocumentResource(PageResource):
    """Documents, with their versions and sources. Texts with a layout are left out (decision 19)."""

    name, label, icon, order = "documents", _("Documents"), "doc-full", 30
    model, place_model = DocumentPage, DocumentIndexPage
    related = ("themes", "discussed_at", "other_names", "key_points__themes", "files__file", "relations__target")
    read_with = ("meeting",)
    main = Sheet(
        _("Documents"),
        [
            KEY,
            Column("title", _("Title"), width=48),
            ChoiceColumn("kind", _("Kind"), document_kinds),
            Column("symbol", _("Symbol")),
            PartialDateColumn("date", _("Date"), "date_precision"),
            ChoiceColumn("date_kind", _("On that date it was"), DateKind.choices, default=DateKind.ADOPTED, width=12),
            Column("place", _("Place")),
            Column("body_responsible", _("Adopted or published by"), width=36),
            Column("adopters", _("Adopted by"), width=36),
            Column("follow_up", _("Before and after it"), width=36),
            BooleanColumn("is_not_found", _("Text not found online")),
            ReferenceColumn("meeting", _("Meeting"), MEETINGS, width=36),
            ReferencesColumn("discussed_at", _("Also discussed at"), MEETINGS),
            SUMMARY,
            THEMES_COLUMN,
            OTHER_NAMES,
            *CHECKED,
        ],
    )
    inline_sheets = (
        InlineSheet(
            _("Key points"),
            [KEY, POINT, Column("place_in_text", _("Where in the text")), *POINT_SOURCE],
            accessor="key_points",
            model=KeyPoint,
            identity=("text",),
        ),
        InlineSheet(
            _("Languages and files"),
            [
                KEY,
                ChoiceColumn("language", _("Language"), DOCUMENT_LANGUAGES, width=10),
                ReferenceColumn("file", _("File"), FileLookup(), width=36),
                Column("url", _("Address"), width=36),
                DayColumn("checked_on", _("Address checked")),
                Column("publisher", _("Publisher"), width=36),
                ChoiceColumn("holds", _("What is there"), AddressKind.choices, default=AddressKind.TEXT, width=12),
                BooleanColumn("is_official", _("Official")),
                NumberColumn("pages", _("Pages")),
            ],
            accessor="files",
            model=DocumentFile,
            identity=("language", "file", "url"),
        ),
        InlineSheet(
            _("Earlier documents"),
            [
                KEY,
                ChoiceColumn("kind", _("This document"), RelationKind.choices, default=RelationKind.SUPERSEDES),
                ReferenceColumn("target", _("Earlier document"), DOCUMENTS, width=36),
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
        purpose = _("Upload PDFs and other files, and add each to its document; language and document are suggested.")
        return [(_("Many files at once"), purpose, "upload_files")]
