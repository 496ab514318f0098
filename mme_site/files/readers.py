"""Who may read a file: whoever may read something that uses it."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.utils.cache import add_never_cache_headers, patch_cache_control
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.models import get_snippet_models
from wagtail.wagtail_hooks import check_view_restrictions

from mme_site.core.querysets import is_private


def serve_file(request, uses, send, **public_cache):
    """Send a file to whom may read it; raise Http404 for anybody else, as if there were none.

    `uses` are the FileUse rows of the file and `send()` returns its response. What everybody
    may read is sent with `public_cache` as its Cache-Control; what is sent to somebody for
    who they are is kept by nobody.

    One query for a file that a public page uses.
    """
    if is_public(uses) or request.user.has_perm("wagtailadmin.access_admin"):
        response = send()
    else:
        response = respond_as_private_page(request, uses, send)
    if request.session.accessed:  # by Wagtail as well, for a file of a private collection
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, **public_cache)
    return response


def is_public(uses):
    """Return True when a page that everybody may read, or a record that is published, uses the file."""
    live = uses.filter(page__live=True).annotate(is_private=is_private("page__path"))
    return live.filter(is_private=False).exists() or is_used_by_public_record(uses)


def is_used_by_public_record(uses):
    """Return True when a live draftable record, a setting, or a snippet that has no drafts uses the file.

    A record of any other kind, such as a log, shows nothing to readers.
    """
    owners = {}
    for content_type, key in uses.exclude(record_type=None).values_list("record_type", "record_id"):
        owners.setdefault(ContentType.objects.get_for_id(content_type).model_class(), set()).add(key)
    return any(
        is_public_model(model) and public_records(model).filter(pk__in=keys).exists()
        for model, keys in owners.items()
        if model
    )


def is_public_model(model):
    """Return True for a kind of record that readers see."""
    return issubclass(model, (DraftStateMixin, AbstractSetting)) or model in get_snippet_models()


def public_records(model):
    """Return the records of a kind that readers see."""
    records = model._base_manager.all()
    return records.filter(live=True) if issubclass(model, DraftStateMixin) else records


def respond_as_private_page(request, uses, send):
    """Do what the live, private pages that use the file would: send it, or ask to sign in or for the password."""
    pages = list(Page.objects.live().filter(pk__in=uses.values("page")).order_by("path"))
    if not pages:
        raise Http404
    page = next((page for page in pages if may_read_page(request, page)), pages[0])
    serve = check_view_restrictions(lambda *_served: send())
    return serve(page.specific, request, [], {})


def may_read_page(request, page):
    """Return True when a visitor meets all restrictions of a page."""
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
