"""Who may read a file: whoever may read something that uses it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers, patch_cache_control
from wagtail import hooks
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.models import DraftStateMixin, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models
from wagtail.wagtail_hooks import check_view_restrictions

from mme_site.core.querysets import is_private, is_withheld_translation
from mme_site.files.models import FileUse, FileUseQuerySet, SiteDocument

Send = Callable[[], HttpResponseBase]


def serve_file(
    request: HttpRequest, uses: FileUseQuerySet, send: Send, document: int | None = None, **public_cache: Any
) -> HttpResponseBase:
    """Send a file to whom may read it; raise Http404 for anybody else, as if there were none.

    `uses` are those of the file and `send()` returns its response. What everybody
    may read is sent with `public_cache` as its Cache-Control; what is sent to somebody for
    who they are is kept by nobody. People who work on the site see all pictures, to choose from,
    and of documents, by the key `document`, those that they work with.

    One query for a file that a public page uses.
    """
    readable = uses.readable()
    if is_public(readable) or may_work_with(request.user, document) or is_kept_readable(readable):
        response = send()
    else:
        response = respond_as_private_page(request, readable, send)
    if request.session.accessed:  # by Wagtail as well, for a file of a private collection
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, **public_cache)
    return response


def answer_of_hooks(file: SiteDocument, request: HttpRequest) -> HttpResponse | None:
    """Return what one of Wagtail's hooks answers in the place of a file, None where they let it be sent."""
    answers = (hook(file, request) for hook in hooks.get_hooks("before_serve_document"))
    return next((answer for answer in answers if isinstance(answer, HttpResponse)), None)


def may_work_with(user: Any, document: int | None) -> bool:
    """Return True where somebody's work needs a picture, or this document: to change it, or a page that uses it.

    What nothing uses yet can be chosen by who writes pages in the first language.
    """
    if not user.has_perm("wagtailadmin.access_admin"):
        return False
    if document is None or user.is_superuser:
        return True
    found = SiteDocument.objects.filter(pk=document).first()
    policy = policy_registry.get_by_type(SiteDocument)
    if found and policy.user_has_any_permission_for_instance(user, ["change", "delete"], found):
        return True
    own = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    uses = FileUse.objects.of_document(document)
    if not uses.exists():
        return own.filter(locale__language_code=settings.LANGUAGE_CODE).exists()
    return uses.filter(page__in=own.values("pk")).exists()


def is_kept_readable(uses: FileUseQuerySet) -> bool:
    """Return True where something that is in no list any more is still read at its address, with its files."""
    return any(keeps(uses) for keeps in hooks.get_hooks("keeps_file_readable"))


def is_public(uses: FileUseQuerySet) -> bool:
    """Return True when a page that everybody may read, or a record that is published, uses the file."""
    live = uses.filter(page__live=True).exclude(is_private("page__path"))
    return live.exclude(is_withheld_translation("page__path")).exists() or is_used_by_public_record(uses)


def is_used_by_public_record(uses: FileUseQuerySet) -> bool:
    """Return True when a live draftable record, a setting, or a snippet that has no drafts uses the file.

    A record of any other kind, such as a log, shows nothing to readers.
    """
    owners: dict[type[Model] | None, set[str]] = {}
    for content_type, key in uses.exclude(record_type=None).values_list("record_type", "record_id"):
        owners.setdefault(ContentType.objects.get_for_id(content_type).model_class(), set()).add(key)
    return any(
        is_public_model(model) and public_records(model).filter(pk__in=keys).exists()
        for model, keys in owners.items()
        if model
    )


def is_public_model(model: type[Model]) -> bool:
    """Return True for a kind of record that readers see."""
    return issubclass(model, (DraftStateMixin, AbstractSetting)) or model in get_snippet_models()


def public_records(model: type[Model]) -> QuerySet[Any]:
    """Return the records of a kind that readers see."""
    records = model._base_manager.all()
    return records.filter(live=True) if issubclass(model, DraftStateMixin) else records


def respond_as_private_page(request: HttpRequest, uses: FileUseQuerySet, send: Send) -> HttpResponseBase:
    """Do what the live, private pages that use the file would: send it, or ask to sign in or for the password."""
    pages = list(Page.objects.live().filter(pk__in=uses.values("page")).order_by("path"))
    if not pages:
        raise Http404
    page = next((page for page in pages if may_read_page(request, page)), pages[0])
    serve = check_view_restrictions(lambda *_served: send())
    return serve(page.specific, request, [], {})


def may_read_page(request: HttpRequest, page: Page) -> bool:
    """Return True when a visitor meets all restrictions of a page."""
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
