"""The files and pictures that a draft names: the link to the draft opens them as well, and no others."""

import re

from django.urls import reverse

from mme_site.files.models import Rendition
from mme_site.files.privacy import files_taken_down
from mme_site.files.uses import carriers, files_named

ADDRESSES = re.compile(r'(?<=\s)(href|src|srcset)="([^"]*)"')
FILE = re.compile(r"^(?:/[a-z]{2})?(/files/([0-9]{1,18})/.*)")  # with the language of a page that leads to its text


def named_by(draft):
    """Return the keys of the files and of the pictures that a draft names, without files that were taken down."""
    found = {"document_id": set(), "image_id": set()}
    for carrier in carriers(type(draft)).values():
        for column, key in files_named(draft, carrier):
            found[column].add(key)
    return found["document_id"] - files_taken_down(), found["image_id"]


def readdress(html, draft, token):
    """Return a page whose addresses of the draft's own files lead through the link."""
    documents, images = named_by(draft)
    renditions = {rendition.url for rendition in Rendition.objects.filter(image__in=images)} if images else set()
    prefix = reverse("shared_draft", args=[token])[:-1]

    def through(address):
        file = FILE.match(address)
        if file:
            return prefix + file[1] if int(file[2]) in documents else address
        return prefix + address if address in renditions else address

    def attribute(found):
        name, value = found.groups()
        parts = re.split(r"(\s+)", value) if name == "srcset" else [value]
        return f'{name}="{"".join(map(through, parts))}"'

    return ADDRESSES.sub(attribute, html) if documents or renditions else html
