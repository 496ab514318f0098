"""What was refused at its publication, or came in parts, is told in the editor, where it can be mended."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from mme_site.pages.validation.rules import ContentRefused


class RefusedPublicationMiddleware:
    """Answers a publication that its rules refused, by whatever button it was asked for, and a form without a part."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, ContentRefused):
            return refused(request, exception)
        is_form = request.method == "POST" and request.path.startswith(reverse("wagtailadmin_home"))
        return incomplete(request) if is_form and isinstance(exception, MultiValueDictKeyError) else None


def refused(request, exception):
    """Lead to the form with what was refused; its draft is stored by then, and what was published is as it was."""
    address = AdminURLFinder(request.user).get_edit_url(exception.item)
    if not address:
        return None
    opening = _("“%(title)s” was not published:") % {"title": exception.item}
    lines = format_html_join("", '<li dir="auto">{}</li>', ((problem,) for problem in exception.problems))
    messages.error(request, format_html("{}<ul>{}</ul>", opening, lines))
    return redirect(address)


def incomplete(request):
    """Say that what the form's own script writes, such as how many blocks a text has, did not come with it.

    Wagtail's stream fields have no default for it. Nothing is stored by then, and the browser keeps what was typed.
    """
    text = _("A part of the form did not arrive, and nothing was saved. Go back: what you typed is still there.")
    if not request.accepts("text/html"):
        # Wagtail's script shows the words that come with the codes it knows; this one does not end autosave.
        content = {"success": False, "error_code": "locked", "error_message": text}
        return JsonResponse(content, status=400)
    return render(request, "checks/incomplete.html", {"text": text}, status=400)
