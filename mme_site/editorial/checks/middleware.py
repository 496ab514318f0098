"""What was refused at its publication is told in the editor, where it can be mended."""

from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from mme_site.pages.validation.rules import ContentRefused


class RefusedPublicationMiddleware:
    """Answers a publication that ended with ContentRefused, by whatever button it was asked for.

    The draft is stored by then, and what was published before is as it was.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, ContentRefused):
            return None
        address = AdminURLFinder(request.user).get_edit_url(exception.item)
        if not address:
            return None
        opening = _("“%(title)s” was not published:") % {"title": exception.item}
        lines = format_html_join("", '<li dir="auto">{}</li>', ((problem,) for problem in exception.problems))
        messages.error(request, format_html("{}<ul>{}</ul>", opening, lines))
        return redirect(address)
