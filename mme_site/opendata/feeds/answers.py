"""The two forms of a feed."""

import datetime
import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import feedgenerator
from django.utils.html import linebreaks
from django.utils.translation import get_language

from mme_site.core.xml_text import xml_safe
from mme_site.opendata.feeds.entries import EPOCH, Entry

ATOM, JSON_FEED = "application/atom+xml", "application/feed+json"


@dataclass(frozen=True)
class Feed:
    """A list of entries, and where it is from."""

    title: str
    subtitle: str
    url: str  # of the page
    feed_url: str
    author: str
    entries: list[Entry]

    @property
    def updated(self) -> datetime.datetime:
        return max((entry.updated for entry in self.entries), default=EPOCH)


class AtomFeed(feedgenerator.Atom1Feed):
    """Django's Atom, whose `updated` is the last change of an entry also where there is none."""

    def latest_post_date(self) -> datetime.datetime:
        date: datetime.datetime = self.feed["updated"]
        return date

    def item_attributes(self, item: Any) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}


def atom(request: HttpRequest, feed: Feed) -> HttpResponse:
    """Return a feed as Atom."""
    language = get_language() or "en"
    xml = AtomFeed(
        title=xml_safe(feed.title),
        link=feed.url,
        description=None,
        subtitle=xml_safe(feed.subtitle) or None,
        language=language,
        author_name=xml_safe(feed.author),
        feed_url=feed.feed_url,
        feed_guid=feed.feed_url,
        updated=feed.updated,
    )
    for entry in feed.entries:
        xml.add_item(
            title=entry.title,
            link=entry.url,
            description=linebreaks(entry.summary, autoescape=True) if entry.summary else None,
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.tags,
            language=entry.language,
        )
    content = xml.writeString("utf-8")
    return HttpResponse(content, content_type=f"{ATOM}; charset=utf-8", headers={"Content-Language": language})


def json_feed(request: HttpRequest, feed: Feed) -> HttpResponse:
    """Return a feed as JSON Feed 1.1."""
    language = get_language() or "en"
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.url,
        "feed_url": feed.feed_url,
        "language": language,
        "authors": [{"name": feed.author}],
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.summary,
                "date_published": entry.published.isoformat(),
                "date_modified": entry.updated.isoformat(),
                "language": entry.language,
                "tags": entry.tags,
            }
            for entry in feed.entries
        ],
    }
    text = json.dumps(content, ensure_ascii=False)
    return HttpResponse(text, content_type=JSON_FEED, headers={"Content-Language": language})
