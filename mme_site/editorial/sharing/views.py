"""What somebody without an account sees at the address of a shared draft."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve as serve_document

from mme_site.delivery.media import PUBLIC_FOLDER, named, stored
from mme_site.delivery.ranges import deliver
from mme_site.editorial.sharing.files import named_by, readdress
from mme_site.editorial.sharing.models import SharedDraft
from mme_site.files.models import FirstPage, Rendition
from mme_site.files.text_version import readable_texts, shown
from mme_site.files.views import send

GONE = 410
PERSONAL = ("HTTP_COOKIE", "HTTP_AUTHORIZATION")


@require_safe
def shared_draft(request, token):
    """Show the draft as the public page will be; 404 for an unknown address, 410 for one that has ended."""
    link = SharedDraft.of_token(token)
    if link is None:
        raise Http404
    if not link.is_open:
        return uncached(render(request, "sharing/ended.html", status=GONE))
    draft = link.draft()
    response = draft.make_preview_request(
        as_a_stranger(request), draft.default_preview_mode, extra_request_attrs={"shared_draft": link}
    )
    response.cookies.clear()
    response.content = readdress(response.content.decode(), draft, token)
    return uncached(response)


@require_safe
def shared_file(request, token, key, name):
    """Serve a file that the draft names, unless it is held in a private collection."""
    documents, _images = named_by(open_draft(token))
    if key not in documents:
        raise Http404
    return uncached(deliver(request, lambda: named(serve_document(request, key, name), name)))


@require_safe
def shared_text(request, token, key):
    """Show the text of a file that the draft names, in its language; the file itself is at the link, too."""
    draft = open_draft(token)
    documents, _images = named_by(draft)
    text = get_object_or_404(readable_texts(), document=key, document__in=documents)
    with translation.override(draft.locale.language_code):
        response = shown(request, text)
    response.content = readdress(response.content.decode(), draft, token)
    return uncached(response)


@require_safe
def shared_first_page(request, token, key, checksum, width, format):
    """Serve the picture of the first page of a file that the draft names."""
    documents, _images = named_by(open_draft(token))
    pictures = FirstPage.objects.select_related("file").filter(file__in=documents)
    picture = get_object_or_404(pictures, file_id=key, file__sha256__startswith=checksum, width=width, format=format)
    return uncached(send(request, picture))


@require_safe
def shared_rendition(request, token, path):
    """Serve a picture that the draft names."""
    _documents, images = named_by(open_draft(token))
    if not path.startswith(PUBLIC_FOLDER) or not Rendition.objects.filter(file=path, image__in=images).exists():
        raise Http404
    return uncached(deliver(request, lambda: stored(path)))


def open_draft(token):
    """Return the draft that a token opens; raise Http404 where it opens nothing."""
    link = SharedDraft.of_token(token)
    if link is None or not link.is_open:
        raise Http404
    return link.draft()


def as_a_stranger(request):
    """Return what the preview may know of a request: not who is signed in, whom the page would greet."""
    stranger = type(request)({key: value for key, value in request.META.items() if key not in PERSONAL})
    return stranger


def uncached(response):
    """Say that no cache keeps it, no search engine lists it, and no other site learns its address."""
    add_never_cache_headers(response)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
