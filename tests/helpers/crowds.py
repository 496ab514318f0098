"""Partnerships with a given number of rows of everything, made in a few statements."""

import datetime
import itertools

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from home.models import KeyDocument, SiteSettings, StandardPage
from meetings.models import (
    AgendaItem,
    AgendaPaper,
    Deadline,
    DocumentFile,
    DocumentPage,
    DocumentRelation,
    MeetingPage,
    ThemePage,
)
from members.models import FormerName, Member, MembershipPeriod, Suspension
from members.models.kinds import BodyKind, Region
from mme_site.core.models import OtherName, Source
from tests.helpers.factories import BodyFactory, MeetingSeriesFactory, Tree

FIRST_DAY = datetime.date(2000, 1, 1)
PLACES = ["Addis Ababa", "Brussels", "Ouagadougou", "Lisbon", "Dakar"]


class Crowd(Tree):
    """A partnership with `rows` of everything; the first of each names all of the others."""

    def __init__(self, rows, hostname, prefix):
        super().__init__(hostname=hostname, slug=prefix.lower(), title=f"Partnership {prefix}", short_name=prefix)
        self.rows, self.hostname, self.prefix = rows, hostname, prefix
        self.au = BodyFactory(code=f"{prefix}-AU")
        self.eu = BodyFactory(code=f"{prefix}-EU")
        self.rec = BodyFactory(code=f"{prefix}-REC", kind=BodyKind.REC)
        self.members.bodies = [self.au, self.eu]
        self.members.save()
        self.series = MeetingSeriesFactory(slug=f"{prefix}-series")
        self.states = self.make_members()
        self.all_themes = self.make(ThemePage, self.themes, lambda number: {"summary": "What the theme is about."})
        self.all_meetings = self.make(MeetingPage, self.meetings, self.meeting_fields)
        self.all_documents = self.make(DocumentPage, self.documents, self.document_fields)
        self.text = self.page(title="About", slug="about")
        self.make(StandardPage, self.text, lambda number: {"summary": "Below the page of text."})
        self.tie()
        self.index()

    def make(self, page_type, parent, fields):
        """Return `rows` published pages of a type below a parent, made without signals and revisions."""
        content_type = ContentType.objects.get_for_model(page_type)
        pages = []
        for number in range(self.rows):
            title = f"{page_type._meta.verbose_name.capitalize()} {number} on labour migration and mobility"
            slug = slugify(title)
            page = page_type(
                title=title,
                draft_title=title,
                slug=slug,
                path=Page._get_path(parent.path, parent.depth + 1, number + 1),
                depth=parent.depth + 1,
                url_path=f"{parent.url_path}{slug}/",
                content_type=content_type,
                locale_id=parent.locale_id,
                live=True,
                **fields(number),
            )
            pages.append(page)
        bases = Page.objects.bulk_create(
            Page(**{field.attname: getattr(page, field.attname) for field in Page._meta.fields if field.name != "id"})
            for page in pages
        )
        for page, base in zip(pages, bases, strict=True):
            page.pk = page.page_ptr_id = page.id = base.pk
            page.save_base(raw=True)  # writes the row of the page type alone
        Page.objects.filter(pk=parent.pk).update(numchild=self.rows)
        return pages

    def meeting_fields(self, number):
        day = FIRST_DAY + datetime.timedelta(days=20 * number)
        return {
            "kind": "technical",
            "status": "held",
            "start_date": day,
            "end_date": day + datetime.timedelta(days=1),
            "city": PLACES[number % len(PLACES)],
            "host": self.states[0],
            "series": self.series,
        }

    def document_fields(self, number):
        return {
            "kind": "report",
            "date": FIRST_DAY + datetime.timedelta(days=20 * number),
            "symbol": f"EX.CL/{number}(XX)",
            "meeting": self.all_meetings[0],
        }

    def day_of(self, number):
        """Return a day of its own for each period of one member; the last of them goes on."""
        day = FIRST_DAY + datetime.timedelta(days=number)
        return {"from_date": day, "until_date": day if number + 1 < self.rows else None}

    def make_members(self):
        """Return `rows` members of the first body; the first has `rows` periods and names of every kind."""
        codes = itertools.islice(free_codes(), self.rows)
        states = Member.objects.bulk_create(
            Member(
                code=code,
                slug=f"{self.prefix}-{code}".lower(),
                name_en=f"State of {code}",
                region=Region.values[number % 5],
                live=True,
            )
            for number, code in enumerate(codes)
        )
        since = {"from_date": FIRST_DAY, "source": "https://au.int/en/member_states"}
        for body in (self.au, self.rec):
            MembershipPeriod.objects.bulk_create(MembershipPeriod(member=state, body=body, **since) for state in states)
        Suspension.objects.bulk_create(Suspension(member=state, body=self.au, **since) for state in states)
        numbers = range(self.rows)
        MembershipPeriod.objects.bulk_create(
            MembershipPeriod(member=states[0], body=self.eu, role="observer", **since | self.day_of(number))
            for number in numbers
        )
        MembershipPeriod.objects.bulk_create(
            MembershipPeriod(member=states[number], body=self.eu, role="partner", **since) for number in numbers[1:]
        )
        FormerName.objects.bulk_create(
            FormerName(member=states[0], name=f"Name {number}", until_date=FIRST_DAY) for number in numbers
        )
        return states

    def tie(self):
        """Let the first meeting, document and theme name all of the others."""
        meeting, document, theme = self.all_meetings[0], self.all_documents[0], self.all_themes[0]
        for model, source, target, pairs in [
            (MeetingPage.themes.through, "meetingpage_id", "themepage_id", self.pairs(meeting, theme, "themes")),
            (DocumentPage.themes.through, "documentpage_id", "themepage_id", self.pairs(document, theme, "themes")),
            (
                DocumentPage.discussed_at.through,
                "documentpage_id",
                "meetingpage_id",
                [(document.pk, other.pk) for other in self.all_meetings]
                + [(other.pk, self.all_meetings[1].pk) for other in self.all_documents[1:]],
            ),
        ]:
            model.objects.bulk_create(model(**{source: one, target: other}) for one, other in pairs)
        Deadline.objects.bulk_create(
            Deadline(meeting=meeting, locale_id=meeting.locale_id, title="Comments", date=datetime.date(2014, 3, 1))
            for _number in range(self.rows)
        )
        items = AgendaItem.objects.bulk_create(
            AgendaItem(
                meeting=meeting,
                locale_id=meeting.locale_id,
                number=str(number),
                title="A point of the agenda",
                sort_order=number,
            )
            for number in range(self.rows)
        )
        AgendaPaper.objects.bulk_create(
            AgendaPaper(item=item, document=paper) for item, paper in zip(items, self.all_documents, strict=True)
        )
        DocumentFile.objects.bulk_create(
            DocumentFile(document=one, language=language, url="https://example.org/")
            for one in self.all_documents
            for language in ("en", "fr")
        )
        DocumentFile.objects.bulk_create(
            DocumentFile(document=document, language="pt", url=f"https://example.org/{number}")
            for number in range(self.rows)
        )
        DocumentRelation.objects.bulk_create(
            DocumentRelation(document=document, target=other, kind="supersedes") for other in self.all_documents[1:]
        )
        DocumentRelation.objects.bulk_create(
            DocumentRelation(document=other, target=document, kind="corrects") for other in self.all_documents[1:]
        )
        KeyDocument.objects.bulk_create(
            KeyDocument(partnership=self.home, document=other) for other in self.all_documents
        )
        self.home.own_series = self.home.related_series = [self.series]
        self.home.founding_meeting = meeting
        self.home.save()
        for page in (self.home, meeting, document, theme, self.text, self.meetings, self.documents, self.members):
            Source.objects.bulk_create(
                Source(page_id=page.pk, title=f"Source {number}", url="https://example.org/")
                for number in range(self.rows)
            )
            OtherName.objects.bulk_create(
                OtherName(page_id=page.pk, name=f"Other name {number}") for number in range(self.rows)
            )
        link = {"text": "", "url": ""}
        SiteSettings.objects.create(
            site=self.site,
            parent_name="Africa-EU Partnership",
            menu=[
                ("entry", {**link, "page": page, "below": [{**link, "page": other} for other in self.all_themes[:6]]})
                for page in (self.themes, self.meetings, self.documents, self.members, self.text)
            ],
            footer_links=[("link", {**link, "page": self.text})],
        )

    def pairs(self, page, theme, _name):
        """Return the page with every theme, and every other page of its kind with one theme."""
        others = self.all_meetings if isinstance(page, MeetingPage) else self.all_documents
        return [(page.pk, other.pk) for other in self.all_themes] + [(other.pk, theme.pk) for other in others[1:]]

    def index(self):
        """Write the pages and members into the search index."""
        backend = get_search_backend()
        for page_type, pages in [(MeetingPage, self.all_meetings), (DocumentPage, self.all_documents)]:
            backend.get_index_for_model(page_type).add_items(page_type, pages)
        backend.get_index_for_model(Member).add_items(Member, self.states)

    @property
    def addresses(self):
        """The address of one page of each type, and of each list as it is asked for in different ways."""
        meeting, document, theme = self.all_meetings[0], self.all_documents[0], self.all_themes[0]
        meetings, documents, members = "/meetings/", "/documents/", "/members/"
        return {
            "overview": "/",
            "page of text": "/about/",
            "theme list": "/current-focus/",
            "theme": f"/current-focus/{theme.slug}/",
            "meeting list": meetings,
            "meeting list, filtered": f"{meetings}?kind=technical&status=held&series={self.series.slug}",
            "meeting list, misread": f"{meetings}?kind=party&year=1400",
            "timeline": f"{meetings}timeline/",
            "timeline, filtered": f"{meetings}timeline/?series={self.series.slug}&theme={theme.slug}",
            "meeting": f"{meetings}{meeting.slug}/",
            "meeting with discussions": f"{meetings}{self.all_meetings[1].slug}/",
            "document list": documents,
            "document list, filtered": f"{documents}?kind=report&language=en&theme={theme.slug}&meeting={meeting.slug}",
            "document": f"{documents}{document.slug}/",
            "member list": members,
            "member list, filtered": f"{members}?as_of=2014-04-02&body={self.au.code}&rec={self.rec.code}",
            "member map": f"{members}map/",
            "member map, filtered": f"{members}map/?as_of=2014-04-02&body={self.au.code}&rec={self.rec.code}",
            "member": f"{members}{self.states[0].slug}/",
            "search": "/search/?q=migration",
            "search for members": "/search/?q=state",
            "search without a result": "/search/?q=atlantis",
        }


def free_codes():
    """Yield two-letter codes that no member has yet."""
    taken = set(Member.objects.values_list("code", flat=True))
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return (code for code in map("".join, itertools.product(letters, repeat=2)) if code not in taken)
