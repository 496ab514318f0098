"""What somebody who works on the site sees at an address of the admin where there is nothing for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


def admin_page_not_found(request: HttpRequest) -> HttpResponse | None:
    """Return a page of the admin in words with the way back; None for everybody and everywhere else."""
    if not request.path.startswith(reverse("wagtailadmin_home")):
        return None
    user = getattr(request, "user", None)
    if user is None or not user.has_perm("wagtailadmin.access_admin"):
        return None
    return render(request, "wagtailadmin/404.html", status=404)
