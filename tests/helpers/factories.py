"""Makes the records that tests speak of; a test names only what it is about."""

import datetime

import factory
from django.utils import timezone
from django.utils.text import slugify
from factory.django import DjangoModelFactory
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Page, PageViewRestriction, Revision, Site

from home.models import PartnershipPage, StandardPage
from meetings.models import (
    DocumentIndexPage,
    DocumentPage,
    MeetingIndexPage,
    MeetingPage,
    MeetingSeries,
    ThemeIndexPage,
    ThemePage,
)
from members.models import Body, Member, MemberIndexPage, MembershipPeriod
from mme_site.editorial.users.models import User


class PageFactory(DjangoModelFactory):
    """A page below `parent`, with a live revision unless `live=False`.

    It is saved once, as publishing leaves it, which takes a third of the time of
    `save_revision().publish()`; no `page_published` is sent.
    """

    class Meta:
        abstract = True

    title = factory.Sequence(lambda number: f"Page {number}")
    slug = factory.Sequence(lambda number: f"page-{number}")

    @classmethod
    def _create(cls, model_class, *args, parent, live=True, **kwargs):
        many = {field.name: kwargs.pop(field.name) for field in model_class._meta.many_to_many if field.name in kwargs}
        now = timezone.now()
        published = {"first_published_at": now, "last_published_at": now} if live else {}
        if "locale" not in kwargs:
            kwargs["locale_id"] = parent.locale_id
        page = model_class(
            live=live, has_unpublished_changes=not live, latest_revision_created_at=now, **published, **kwargs
        )
        for name, values in many.items():
            setattr(page, name, values)
        parent.add_child(instance=page)
        page.latest_revision = Revision.objects.create(
            content_object=page,
            base_content_type=page.get_base_content_type(),
            content=content_of_new(page, known={*kwargs, *many}),
            object_str=str(page),
            created_at=now,
        )
        page.live_revision = page.latest_revision if live else None
        Page.objects.filter(pk=page.pk).update(latest_revision=page.latest_revision, live_revision=page.live_revision)
        return page


def content_of_new(page, known):
    """Return what a revision of a new page holds; of children that it was not made with, the database has none."""
    relations = [relation.get_accessor_name() for relation in get_all_child_relations(page)]
    relations += [field.name for field in get_all_child_m2m_relations(page)]
    page._cluster_related_objects = {name: [] for name in relations if name not in known}
    try:
        return page.serializable_data()
    finally:
        page._cluster_related_objects = {}


class PartnershipPageFactory(PageFactory):
    class Meta:
        model = PartnershipPage

    title = "Africa-EU Partnership on Migration, Mobility and Employment (MME)"
    short_name = "MME"
    slug = "mme"
    parent = factory.LazyFunction(Page.get_first_root_node)


class StandardPageFactory(PageFactory):
    class Meta:
        model = StandardPage


class ThemeIndexPageFactory(PageFactory):
    class Meta:
        model = ThemeIndexPage


class ThemePageFactory(PageFactory):
    class Meta:
        model = ThemePage


class MeetingIndexPageFactory(PageFactory):
    class Meta:
        model = MeetingIndexPage


class MeetingPageFactory(PageFactory):
    class Meta:
        model = MeetingPage

    kind = "summit"
    status = "held"
    start_date = datetime.date(2014, 4, 2)


class DocumentIndexPageFactory(PageFactory):
    class Meta:
        model = DocumentIndexPage


class DocumentPageFactory(PageFactory):
    class Meta:
        model = DocumentPage

    kind = "declaration"
    date = datetime.date(2014, 4, 3)


class MemberIndexPageFactory(PageFactory):
    class Meta:
        model = MemberIndexPage


def in_languages(**names):
    """Return the names of a record by language, as its field `translations` holds them."""
    return {language: {"name": name} for language, name in names.items()}


class MeetingSeriesFactory(DjangoModelFactory):
    class Meta:
        model = MeetingSeries

    name_en = factory.Sequence(lambda number: f"Series {number}")
    slug = factory.Sequence(lambda number: f"series-{number}")


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body
        django_get_or_create = ("code",)

    code = "AU"
    name_en = factory.LazyAttribute(lambda body: f"{body.code} in full")


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    code = factory.Sequence(lambda number: chr(65 + number // 26 % 26) + chr(65 + number % 26))
    slug = factory.LazyAttribute(lambda member: slugify(member.name_en))
    name_en = factory.Sequence(lambda number: f"Member {number}")
    region = "africa-west"


class MembershipPeriodFactory(DjangoModelFactory):
    class Meta:
        model = MembershipPeriod

    member = factory.SubFactory(MemberFactory)
    body = factory.SubFactory(BodyFactory)
    from_date = datetime.date(1963, 5, 25)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda number: f"user-{number}")
    password = factory.django.Password("a long password for tests")


class Tree:
    """A small partnership with one page of every list, at the root of the default site or of one with a hostname."""

    def __init__(self, hostname="", **overview):
        self.home = PartnershipPageFactory(**overview)
        site = {"hostname": hostname} if hostname else {"is_default_site": True}
        self.site, _is_new = Site.objects.update_or_create(
            **site, defaults={"hostname": hostname or "localhost", "port": 80, "root_page": self.home}
        )
        self.themes = ThemeIndexPageFactory(parent=self.home, title="Current focus", slug="current-focus")
        self.meetings = MeetingIndexPageFactory(parent=self.home, title="Meetings", slug="meetings")
        self.documents = DocumentIndexPageFactory(parent=self.home, title="Documents", slug="documents")
        self.au = BodyFactory(code="AU")
        self.eu = BodyFactory(code="EU")
        self.members = MemberIndexPageFactory(
            parent=self.home, title="Members", slug="members", bodies=[self.au, self.eu]
        )

    def theme(self, **fields):
        """Make a theme of the current focus."""
        return ThemePageFactory(parent=self.themes, **fields)

    def meeting(self, **fields):
        """Make a meeting in the list of meetings."""
        return MeetingPageFactory(parent=self.meetings, **fields)

    def document(self, **fields):
        """Make a document in the list of documents."""
        return DocumentPageFactory(parent=self.documents, **fields)

    def page(self, **fields):
        """Make a page of text below the overview."""
        return StandardPageFactory(**{"parent": self.home, **fields})

    def member(self, name="Benin", body=None, **period):
        """Make a member of the AU, or of another body, for a period."""
        return MembershipPeriodFactory(member__name_en=name, body=body or self.au, **period).member


def hide(page):
    """Let only those read a page, and what stands below it, who sign in."""
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
