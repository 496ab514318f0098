from meetings.models.agenda import AgendaItem, AgendaPaper
from meetings.models.deadline import Deadline
from meetings.models.document import DocumentPage
from meetings.models.document_file import DocumentFile
from meetings.models.document_index import DocumentIndexPage
from meetings.models.document_relation import DocumentRelation
from meetings.models.kind import Kind
from meetings.models.meeting import MeetingPage
from meetings.models.meeting_index import MeetingIndexPage
from meetings.models.outside_address import OutsideAddress
from meetings.models.place import Place
from meetings.models.point import KeyPoint, MeetingPoint
from meetings.models.series import MeetingSeries
from meetings.models.theme import ThemeIndexPage, ThemePage

__all__ = [
    "AgendaItem",
    "AgendaPaper",
    "Deadline",
    "DocumentFile",
    "DocumentIndexPage",
    "DocumentPage",
    "DocumentRelation",
    "KeyPoint",
    "Kind",
    "MeetingIndexPage",
    "MeetingPage",
    "MeetingPoint",
    "MeetingSeries",
    "OutsideAddress",
    "Place",
    "ThemeIndexPage",
    "ThemePage",
]
