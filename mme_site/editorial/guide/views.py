"""The guide for editors, inside the admin."""

import markdown
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from markdown.extensions.toc import TocExtension, slugify_unicode

from mme_site.editorial.guide.pictures import Pictures, pictures
from mme_site.editorial.guide.texts import known_language, path_of


def guide(request):
    """Show docs/EDITORS.md in the reader's language, or in the one that the address asks for (`?in=fr`)."""
    language = known_language(request.GET.get("in"))
    _title, _end, text = path_of(language).read_text(encoding="utf-8").partition("\n")  # the admin gives titles itself
    anchors = TocExtension(slugify=slugify_unicode)
    html = markdown.markdown(text, extensions=[anchors, Pictures()], output_format="html")
    context = {
        "guide": mark_safe(html),  # safe because it is a file of this repository, not what anybody typed into the site
        "language": get_language_info(language),
        "page_title": _("Guide for editors"),
        "header_icon": "help",
    }
    return render(request, "guide/guide.html", context)


def picture(request, name):
    """Send one of the guide's pictures. A name that is none of theirs is never looked up on the disk."""
    try:
        path = pictures()[name]
    except KeyError as error:
        raise Http404 from error
    return FileResponse(path.open("rb"), content_type="image/png")
