"""Parts of the admin that several rooms add: screens, what only some people see, reports, styles and scripts."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

Test = Callable[[Any], bool]  # of a user


class RestrictedMenuItem(MenuItem):
    """A menu item for those who may use what it leads to."""

    def __init__(self, *args: Any, may_use: Test, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_use = may_use

    def is_shown(self, request: HttpRequest) -> bool:
        return self.may_use(request.user)


class RestrictedViewMixin(UserPassesTestMixin):
    """A view for those who `may_use` it, a static method; PermissionDenied for others."""

    may_use: Test
    request: HttpRequest
    raise_exception = True

    def test_func(self) -> bool:
        return self.may_use(self.request.user)


class ScreenMixin(WagtailAdminTemplateMixin):
    """A screen of our own, whose breadcrumbs end with its title."""

    screens_above: Sequence[tuple[Any, Any]] = ()  # label and address of each
    sublabel: Any = ""  # after the title, in the breadcrumbs

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [{"url": url, "label": label} for label, url in self.screens_above]
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.sublabel}
        return [*self.breadcrumbs_items, *above, here]


class Report(RestrictedViewMixin, ReportView):
    """A report in the menu for those who `may_use` it; the address of its rows is named after its own."""

    is_searchable = False

    @property
    def index_results_url_name(self) -> str | None:
        return self.index_url_name and f"{self.index_url_name}_results"


def by_button(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view do something when it is posted to; who comes by its address reads that nothing was done."""

    @wraps(view)
    def posted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            return view(request, *args, **kwargs)
        messages.warning(request, _("Nothing was done. Go back to the page and press the button."))
        return redirect("wagtailadmin_home")

    return posted


def report_urls(route: str, view: type[Report]) -> list[URLPattern]:
    """Return the addresses of a report and of its results, under the names that the view has for them."""
    return [
        path(route, view.as_view(), name=view.index_url_name),
        path(f"{route}results/", view.as_view(results_only=True), name=f"{view.index_url_name}_results"),
    ]


def register_menu_item(menu: str, label: Any, url_name: str, icon: str, order: int, may_use: Test) -> None:
    """Add an entry to a menu of Wagtail's ('admin', 'reports', 'settings') for those who may use what it leads to."""
    hooks.register(
        f"register_{menu}_menu_item",
        lambda: RestrictedMenuItem(
            *(label, reverse_lazy(url_name), url_name.replace("_", "-")), icon_name=icon, order=order, may_use=may_use
        ),
    )


def register_report(route: str, view: type[Report], order: int) -> None:
    """Give a report its addresses, and its entry in the menu for those who may use it."""
    hooks.register("register_admin_urls", lambda: report_urls(route, view))
    register_menu_item("reports", view.page_title, view.index_url_name, view.header_icon, order, view.may_use)


def stylesheet(name: str) -> Callable[[], SafeString]:
    """Return a function for the hook `insert_global_admin_css`."""
    return lambda: format_html('<link rel="stylesheet" href="{}">', static(name))


def module_script(name: str) -> Callable[[], SafeString]:
    """Return a function for the hooks `insert_global_admin_js` and `insert_editor_js`."""
    return lambda: format_html('<script type="module" src="{}"></script>', static(name))
