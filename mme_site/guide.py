"""The guide for editors, inside the admin."""

import markdown
from django.conf import settings
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

GUIDE = settings.BASE_DIR / "docs" / "EDITORS.md"


def guide(request):
    """Show docs/EDITORS.md, the one copy of the guide. It is in English."""
    html = markdown.markdown(GUIDE.read_text(encoding="utf-8"), output_format="html")
    # Safe because it is a file of this repository, not what anybody typed into the site.
    context = {"guide": mark_safe(html), "page_title": _("Guide for editors"), "header_icon": "help"}
    return render(request, "admin/guide.html", context)
