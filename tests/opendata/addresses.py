"""Every address at which other programs read the site."""

from wagtail.models import Page

from mme_site.opendata.resources import resource_of, resources
from mme_site.pages.representations import representations_of

OF_THE_SITE = ["/llms.txt", "/sitemap.xml", "/api/v1/", "/api/v1/openapi.json"]


def addresses_of_pages(pages):
    """Return the address of each form of some pages, whoever may read them."""
    return [f"{page.get_url()}{one.filename}" for page in pages for one in representations_of(page.specific)]


def addresses_of_lists():
    """Return the lists of the API, and what harvesters and readers of data ask for."""
    lists = [f"/api/v1/{one.name}?page_size=100" for one in resources()]
    return [*lists, *OF_THE_SITE]


def addresses_of_records(pages):
    """Return the addresses of pages by their numbers, short and in the API."""
    kinds = [(page.pk, resource_of(page)) for page in pages]
    return [
        address for number, kind in kinds for address in (f"/{kind.letter}/{number}", f"/api/v1/{kind.name}/{number}")
    ]


def public_pages():
    return Page.objects.filter(depth__gt=1).live().public()


def content_of(response):
    """Return what an answer says, in its content and its headers."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{content.decode('utf-8', 'replace')} {dict(response.headers)}"
