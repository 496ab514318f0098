from meetings.models.agenda import AgendaItem, AgendaPaper
from meetings.models.document import DocumentFile, DocumentPage, DocumentRelation
from meetings.models.document_index import DocumentIndexPage
from meetings.models.meeting import MeetingPage
from meetings.models.meeting_index import MeetingIndexPage
from meetings.models.series import MeetingSeries
from meetings.models.theme import ThemeIndexPage, ThemePage

__all__ = [
    "AgendaItem",
    "AgendaPaper",
    "DocumentFile",
    "DocumentIndexPage",
    "DocumentPage",
    "DocumentRelation",
    "MeetingIndexPage",
    "MeetingPage",
    "MeetingSeries",
    "ThemeIndexPage",
    "ThemePage",
]
