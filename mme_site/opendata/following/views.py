"""Asking to follow a list, confirming it, and ending it."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mme_site.opendata.following.notifications import last_change, send_confirmation
from mme_site.opendata.following.rules import followed
from mme_site.opendata.models import Follower
from mme_site.pages.routing import site_of

# Nobody is signed in, so that there is nothing to forge; whoever sends the form could as well send it from here.
MOST_WAITING = 500  # who have not confirmed yet: a flood of requests writes to no more


class FollowForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for the address of who wants to follow the list that `?list=` names; write to it, whoever it is."""
    address = request.GET.get("list", "")
    found = followed(address, site_of(request))
    if found is None:
        raise Http404
    form = FollowForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "title": found.title, "address": address, "is_sent": False}
    if request.method == "POST" and form.is_valid():
        if Follower.objects.waiting().count() >= MOST_WAITING:
            return render(request, "opendata/follow.html", {**context, "is_full": True}, status=429)
        remember(form.cleaned_data["email"], address, found.title)
        context["is_sent"] = True
    return render(request, "opendata/follow.html", context, status=400 if form.errors else 200)


def remember(email: str, address: str, title: str) -> None:
    """Keep an address until it is confirmed, and write once a day at most; who follows already hears nothing."""
    follower, is_new = Follower.objects.get_or_create(
        email=email.lower(),
        address=address,
        defaults={"language": get_language_from_path(address) or settings.LANGUAGE_CODE},
    )
    if is_new or (not follower.is_confirmed and follower.asked_on < timezone.localdate()):
        follower.asked_on = timezone.localdate()
        follower.save(update_fields=["asked_on"])
        send_confirmation(follower, title)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Begin, by a button: programs that look at the links of a message press none."""
    follower = Follower.of_token(token)
    if follower is None:
        raise Http404
    if request.method == "POST" and not follower.is_confirmed:
        follower.is_confirmed, follower.told = True, last_change()
        follower.save(update_fields=["is_confirmed", "told"])
    return render(request, "opendata/follow_confirm.html", {"follower": follower})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Forget the address at once; by the button of a mail program too, which knows nothing of pages (RFC 8058)."""
    follower = Follower.of_token(token)
    if request.method == "POST" and follower:
        follower.delete()
        follower = None
    return render(request, "opendata/follow_end.html", {"follower": follower})
