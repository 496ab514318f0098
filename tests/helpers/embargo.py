"""What is under embargo, and a public site with every door that could name it."""

import datetime
import re

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from home.models import KeyDocument, SiteSettings
from meetings.models import AgendaItem, AgendaPaper, DocumentFile, DocumentRelation
from tests.helpers.factories import MeetingSeriesFactory
from tests.helpers.uploads import saved_document, saved_image, using

# What a missing page repeats of the address that was asked: the words to search for, the address in other languages.
OF_THE_ADDRESS = re.compile(r'(?<=name="q" value=")[^"]*|(?<=<a href=")[^"]*(?="\s+lang="\w+"\s+hreflang=)')
SECRET = "zanzibar"  # stands in the title, summary, text and slug of what is under embargo
ASKED = "quokka"  # stands beside it, for a search whose own words give nothing away
WORDS = {"title": "The Zanzibar quokka", "summary": "On Zanzibar.", "slug": "zanzibar-quokka"}
NAMES_NO_PAGE = ["/robots.txt", "/nowhere/"]


class Embargo:
    """A page of each type under embargo, their file and picture, and a public site that names them wherever it can."""

    def __init__(self, tree):
        self.tree = tree
        self.file, self.picture = saved_document(), saved_image()
        self.picture_address = self.picture.get_rendition("width-100").url
        body = [*using(self.file, self.picture), ("paragraph", "<p>Of Zanzibar and its quokka.</p>")]
        made = {**WORDS, "body": body, "live": False}
        series = MeetingSeriesFactory(slug="series")
        self.text = tree.page(**made, parent=tree.page(slug="above"))
        self.theme = tree.theme(**made)
        self.meeting = tree.meeting(**made, series=series, start_date=datetime.date(2014, 4, 2))
        self.document = tree.document(**made)
        self.pages = [self.text, self.theme, self.meeting, self.document]
        DocumentFile.objects.create(document=self.document, language="en", file=self.file)
        self.name_on_overview(series)
        self.name_on_meetings(series)
        self.name_on_documents()
        self.name_everywhere()
        for page in self.pages:
            page.save_revision()

    def name_on_overview(self, series):
        self.tree.home.own_series = [series]
        self.tree.home.founding_meeting = self.meeting
        self.tree.home.save()
        KeyDocument.objects.create(partnership=self.tree.home, document=self.document)

    def name_on_meetings(self, series):
        """Put meetings before and after it in its series, with its document as a paper and as an outcome."""
        self.tree.meeting(series=series, start_date=datetime.date(2013, 4, 2), slug="before", themes=[self.theme])
        meeting = self.tree.meeting(series=series, start_date=datetime.date(2015, 4, 2), slug="after")
        item = AgendaItem.objects.create(meeting=meeting, title="First")
        AgendaPaper.objects.create(item=item, document=self.document)
        self.document.meeting, self.document.date_kind = meeting, "published"
        self.document.save()

    def name_on_documents(self):
        """Relate documents to its document, its meeting and its theme."""
        self.tree.document(slug="adopted", meeting=self.meeting)
        self.tree.document(slug="discussed", discussed_at=[self.meeting], themes=[self.theme])
        earlier, later = self.tree.document(slug="earlier"), self.tree.document(slug="later")
        DocumentRelation.objects.create(document=self.document, target=earlier)
        DocumentRelation.objects.create(document=later, target=self.document)

    def name_everywhere(self):
        """Link to each in a text, in the menu, and from a former address."""
        links = "".join(f'<p>See <a linktype="page" id="{page.pk}">it</a>.</p>' for page in self.pages)
        self.tree.page(body=[("paragraph", links)], slug="linking")
        menu = [{"type": "entry", "value": {"page": page.pk, "text": "", "below": []}} for page in self.pages]
        SiteSettings.objects.create(site=Site.objects.get(), menu=menu)
        for number, page in enumerate(self.pages):
            Redirect.objects.create(old_path=f"/former/{number}", redirect_page=page)

    def add_aliases_and_translations(self):
        """Let each stand at a second place, and in the French tree, as tree sync makes it."""
        french, _is_new = Locale.objects.get_or_create(language_code="fr")
        for page in self.pages:
            page.refresh_from_db()
            page.create_alias(update_slug="zanzibar-alias")
            page.copy_for_translation(french, copy_parents=True, alias=True)

    @property
    def own_doors(self):
        """The addresses of the pages themselves, their aliases and their translations."""
        own = [page.url for page in Page.objects.filter(slug__contains=SECRET)]
        assert len(own) == 3 * len(self.pages)
        return own

    @property
    def other_doors(self):
        """Every other address that the public has."""
        pages = [page.url for page in Page.objects.exclude(slug__contains=SECRET).filter(depth__gt=1) if page.url]
        former = [redirect.old_path for redirect in Redirect.objects.all()]
        timeline = f"{self.tree.meetings.url}timeline/"
        return [
            *pages,
            timeline,
            *former,
            f"/search/?q={ASKED}",
            f"/fr/search/?q={ASKED}",
            "/sitemap.xml",
            *NAMES_NO_PAGE,
        ]

    @property
    def file_doors(self):
        return [self.file.url, self.picture_address]

    def told_by(self, client):
        """Return the other doors that say anything of them."""
        return [address for address in self.other_doors if reveals_secret(client.get(address))]


def reveals_secret(response):
    """Return True when an answer names what is under embargo, in its content or its headers."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    said = content.decode()
    if response.status_code == 404:
        said = OF_THE_ADDRESS.sub("", said)
    return SECRET in f"{said} {dict(response.headers)}".lower()
