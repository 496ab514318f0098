"""What an editor reads whose session ended while a form was open."""

from django.http import JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

ADMIN = reverse_lazy("wagtailadmin_home")


def session_expired_middleware(get_response):
    """Answer Wagtail's autosave in words when nobody is signed in, where it would get a page that it cannot read.

    It shows them beside the form, keeps what was typed, and tries again with the next change.
    """

    def middleware(request):
        response = get_response(request)
        is_autosave = request.method == "POST" and not request.accepts("text/html")
        if (
            is_autosave
            and response.status_code in (302, 403)
            and request.path.startswith(str(ADMIN))
            and not request.user.is_authenticated
        ):
            text = _(
                "You are signed out. What you typed is still here: sign in in a new tab, come back and go on typing."
            )
            # Wagtail's script shows the words that come with the codes it knows; this one does not end autosave.
            return JsonResponse({"success": False, "error_code": "locked", "error_message": text}, status=403)
        return response

    return middleware
