"""What every page can be read as, and what it says to programs in its headers."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from mme_site.opendata.api import problem
from mme_site.opendata.cards import card
from mme_site.opendata.following.notifications import notify_followers
from mme_site.opendata.links import add_links
from mme_site.opendata.markdown import page_as_markdown
from mme_site.opendata.oai import oai
from mme_site.opendata.refreshing import Refresher, bring_up_to_date
from mme_site.pages.base import BasePage
from mme_site.pages.representations import Representation, Representations, registered

MARKDOWN = Representation("page.md", "text/markdown", page_as_markdown, _("This page as Markdown"))
CARD = Representation("card.png", "image/png", card, is_alternate=False)
BELOW = ("member", "timeline", "changes", "map")  # what pages show below their addresses
PARTS = {"head": "opendata/components/head.html", "other forms": "opendata/components/below.html"}

hooks.register("page_parts", lambda: PARTS)


@hooks.register("page_representations")
def representations() -> Representations:
    return {(BasePage, ""): [MARKDOWN, CARD], **{(BasePage, name): [MARKDOWN] for name in BELOW}}


hooks.register("on_serve_page", add_links)
hooks.register("worker_services", Refresher)


@hooks.register("bad_request")
def refused_in_own_terms(request: HttpRequest, reason: str) -> HttpResponse | None:
    """Answer programs as their protocol has it."""
    if request.path == reverse("oai"):
        return oai(request)
    if request.path.startswith("/api/"):
        return problem(400, "Bad Request", reason)
    forms = {one.filename for _page_type, _route, found in registered() for one in found}
    if request.path.rpartition("/")[2] in forms:
        return HttpResponse(f"{reason}\n", status=400, content_type="text/plain; charset=utf-8")
    return None


@hooks.register("after_worker_once")
@hooks.register("every_hour")
def refresh_and_notify(*_command: object) -> None:
    """Do it as well where no worker looks all the time, and at a new day."""
    bring_up_to_date()
    notify_followers()
