"""What the machine-readable forms of a list have in common: its filters, and its name."""

from collections.abc import Collection
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mme_site.core.filters import FilterForm
from mme_site.core.languages import labelled, separator
from mme_site.delivery.page_cache.keys import is_tracking


def refused(form: FilterForm, besides: Collection[str] = ()) -> HttpResponse | None:
    """Return the answer to filters that cannot be read, None where all of them can; `besides` are no filters.

    A reader is shown the whole list, and told so; a program that asks for a part must not get all of it.
    """
    lines = [labelled(name, error) for name, errors in form.errors.items() for error in errors]
    twice, unknown = _("Give it once."), _("There is no such filter.")
    known = {*form.fields, *besides}
    lines += [labelled(name, unknown) for name in form.data if name not in known and not is_tracking(name)]
    lines += [labelled(name, twice) for name in form.fields if len(form.data.getlist(name)) > 1]
    if not lines:
        return None
    return HttpResponse("\n".join([*lines, ""]), status=400, content_type="text/plain; charset=utf-8")


def list_title(page: Any, form: FilterForm | None = None) -> str:
    """Return the name of a list with what limits it: 'Meetings: Series Africa-EU summits'."""
    active = form.active_filters if form else []
    if not active:
        return str(page.title)
    filters = separator().join(f"{one.label} {one.value}" for one in active)
    return _("%(list)s: %(filters)s") % {"list": page.title, "filters": filters}
