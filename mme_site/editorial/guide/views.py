"""The guide for editors, inside the admin."""

import markdown
from django.conf import settings
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from mme_site.editorial.guide.pictures import Pictures, pictures

GUIDE = settings.BASE_DIR / "docs" / "EDITORS.md"


def guide(request):
    """Show docs/EDITORS.md, the one copy of the guide. It is in English."""
    _title, _end, text = GUIDE.read_text(encoding="utf-8").partition("\n")  # the admin gives its pages their titles
    html = markdown.markdown(text, extensions=["toc", Pictures()], output_format="html")
    # Safe because it is a file of this repository, not what anybody typed into the site.
    context = {"guide": mark_safe(html), "page_title": _("Guide for editors"), "header_icon": "help"}
    return render(request, "guide/guide.html", context)


def picture(request, name):
    """Send one of the guide's pictures. A name that is none of theirs is never looked up on the disk."""
    try:
        path = pictures()[name]
    except KeyError as error:
        raise Http404 from error
    return FileResponse(path.open("rb"), content_type="image/png")
