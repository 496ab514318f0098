"""Columns that meetings and documents share, and those that only one of them has."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.permissions import policy_registry

from meetings.models import DocumentPage, MeetingPage, MeetingSeries, ThemePage
from meetings.models.agenda import AgendaPaper
from meetings.models.kinds import PointConfidence
from members.models import Member
from mme_site.core.dates import last_day
from mme_site.core.sources import Confidence, OtherName, Source
from mme_site.editorial.import_export.cells import CellError, join_values
from mme_site.editorial.import_export.columns import (
    BooleanColumn,
    ChoiceColumn,
    Column,
    DayColumn,
    PartialDateColumn,
    ReferenceColumn,
    ReferencesColumn,
    TextListColumn,
)
from mme_site.editorial.import_export.lookups import Lookup, PageLookup
from mme_site.editorial.import_export.sheets import InlineSheet
from mme_site.files.models import SiteDocument

KEY = Column("slug", gettext_lazy("Slug"), width=36)
MEMBERS = Lookup(Member, "code")
SERIES = Lookup(MeetingSeries, "slug")
THEMES = PageLookup(ThemePage)
MEETINGS = PageLookup(MeetingPage)
DOCUMENTS = PageLookup(DocumentPage)


class FileLookup(Lookup):
    """Uploaded files by their names on the disk, no two of which are the same, or by their SHA-256."""

    wanted = gettext_lazy("Name or SHA-256")

    def __init__(self):
        super().__init__(SiteDocument, "file")

    def key_of(self, record):
        return record.filename

    def read(self, keys, context):
        """Return the files that this person may choose."""
        policy = policy_registry.get_by_type(SiteDocument)
        files = policy.instances_user_has_permission_for(context.resource.user, "choose")
        folder = SiteDocument._meta.get_field("file").upload_to
        found = {}
        for file in files.filter(file__in=[f"{folder}/{key}" for key in keys]):
            found.setdefault(file.filename, []).append(file)
        for file in files.filter(sha256__in=keys):
            found.setdefault(file.sha256, []).append(file)
        return found


class FirstDayColumn(PartialDateColumn):
    """The first day of a meeting; one that lasted a day still does when its day is moved."""

    def set(self, item, value, given):
        if "end_date" not in given and is_of_one_day(item):
            item.end_date = None
        super().set(item, value, given)


class LastDayColumn(PartialDateColumn):
    """The last day of a meeting, empty where it is the first; both have one precision."""

    def get(self, item):
        return None if is_of_one_day(item) else super().get(item)

    def set(self, item, value, given):
        day, precision = value or (None, item.date_precision)
        if precision != item.date_precision:
            raise CellError(_("The first and the last day are stated to the day, the month or the year alike."))
        item.end_date = day


def is_of_one_day(item):
    return not item.end_date or (item.start_date and item.end_date == last_day(item.start_date, item.date_precision))


class PapersColumn(ReferencesColumn):
    def get(self, item):
        return [paper.document for paper in item.papers.all()]

    def to_cell(self, value):
        """Keep the order of the papers."""
        return join_values(self.lookup.key_of(one) for one in value)

    def set(self, item, value, given):
        known = {paper.document_id: paper for paper in item.papers.all()}
        papers = [known.get(document.pk) or AgendaPaper(document=document) for document in value]
        for place, paper in enumerate(papers):
            paper.sort_order = place
        item.papers = papers


CHECKED = [
    DayColumn("checked_on", gettext_lazy("Date checked")),
    ChoiceColumn("confidence", gettext_lazy("Confidence"), Confidence.choices, default=Confidence.HIGH),
    Column("note", gettext_lazy("Note"), width=36),
]
SUMMARY = Column("summary", gettext_lazy("Summary"), width=48)
OTHER_NAMES = TextListColumn("other_names", gettext_lazy("Other names"), OtherName, "name")
THEMES_COLUMN = ReferencesColumn("themes", gettext_lazy("Themes"), THEMES)

# Of a point about a meeting, or of a document.
POINT = Column("text", gettext_lazy("Point"), width=48)
POINT_SOURCE = [
    Column("publisher", gettext_lazy("Source"), width=36),
    Column("url", gettext_lazy("Address"), width=36),
    ChoiceColumn("confidence", gettext_lazy("Confidence"), PointConfidence.choices, default=PointConfidence.HIGH),
    THEMES_COLUMN,
]


SOURCES = InlineSheet(
    gettext_lazy("Sources"),
    [
        KEY,
        Column("title", gettext_lazy("Title"), width=36),
        Column("url", gettext_lazy("Address"), width=36),
        Column("says", gettext_lazy("What it says"), width=48),
        BooleanColumn("disagrees", gettext_lazy("Disagrees")),
        DayColumn("checked_on", gettext_lazy("Date checked")),
    ],
    accessor="sources",
    model=Source,
    identity=("title", "url"),
)
HOST = ReferenceColumn("host", gettext_lazy("Host country"), MEMBERS, width=8)
