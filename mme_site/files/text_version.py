"""The text of a file as a plain page, for slow lines and screen readers: for whoever may read the file."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language_info
from django.views.decorators.http import require_safe

from mme_site.files.models import FileText, FileUse
from mme_site.files.readers import answer_of_hooks, serve_file
from mme_site.files.text.states import FileTextState

PAGES_AT_ONCE = 20  # some 60 KB


@require_safe
def text_version(request: HttpRequest, key: int) -> HttpResponseBase:
    """Show the text to whom may read its file; 404 for anybody else, and where none was read of the present file.

    Only the visitor's own browser may keep it, and asks each time: a file can stop being public.
    """
    text = get_object_or_404(readable_texts(), document=key)
    return serve_file(
        request, FileUse.objects.of_document(key), lambda: shown(request, text), key, private=True, no_cache=True
    )


def readable_texts() -> QuerySet[FileText]:
    """Return the texts that were read of the files that stand there now."""
    return FileText.objects.of_present_file().filter(state=FileTextState.DONE).select_related("document")


def shown(request: HttpRequest, text: FileText) -> HttpResponse:
    """Return the page, or what Wagtail's hooks answer for the file itself."""
    if answer := answer_of_hooks(text.document, request):
        return answer
    pages = Paginator(text.page_texts.all(), PAGES_AT_ONCE).get_page(request.GET.get("page"))
    direction = ""
    if text.language:
        direction = "rtl" if get_language_info(text.language)["bidi"] else "ltr"
    context = {"text": text, "file": text.document, "pages": pages, "direction": direction or "auto"}
    response = render(request, "files/text_version.html", context)
    response.headers["X-Robots-Tag"] = "noindex"  # search engines list the file itself
    return response
