"""The history of settings, which Wagtail keeps of pages and records only.

A setting with RevisionMixin gets a revision with each save, and the views that records have.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.models import RevisionsCompareView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.contrib.settings.registry import registry
from wagtail.contrib.settings.views import EditView, get_setting_edit_handler
from wagtail.models import RevisionMixin
from wagtail.permissions import policy_registry


def models_with_history():
    return [model for model in registry if issubclass(model, RevisionMixin)]


def url_name(model, view):
    return f"setting_{view}_{model._meta.label_lower.replace('.', '_')}"


def urls():
    """Return the addresses of the histories, and Wagtail's own of the form, which lead to them."""
    found = []
    for model in models_with_history():
        base = f"settings/{model._meta.app_label}/{model._meta.model_name}"
        names = {
            "history_url_name": url_name(model, "history"),
            "history_results_url_name": url_name(model, "history_results"),
            "revisions_compare_url_name": url_name(model, "compare"),
        }
        compare = SettingCompareView.as_view(
            model=model, history_url_name=names["history_url_name"], edit_handler=get_setting_edit_handler(model)
        )
        label = {"app_name": model._meta.app_label, "model_name": model._meta.model_name}
        history, results = (SettingHistoryView.as_view(model=model, results_only=only, **names) for only in (0, 1))
        found += [
            path(f"{base}/<int:pk>/", EditSettingView.as_view(), label, name="edit_setting_with_history"),
            path(f"{base}/history/<str:pk>/", history, name=names["history_url_name"]),
            path(f"{base}/history/<str:pk>/results/", results, name=names["history_results_url_name"]),
            path(
                f"{base}/history/<str:pk>/compare/<str:revision_id_a>/<str:revision_id_b>/",
                compare,
                name=names["revisions_compare_url_name"],
            ),
        ]
    return found


def address_of_form(setting):
    """Return where a setting is edited; it is the setting of one site."""
    names = (setting._meta.app_label, setting._meta.model_name)
    return reverse("wagtailsettings:edit", args=[*names, getattr(setting, "site_id", setting.pk)])


class EditSettingView(EditView):
    """Wagtail's form of a setting, which keeps what it saves and leads to the history."""

    @property
    def header_buttons(self):
        address = reverse(url_name(self.model, "history"), args=[self.object.pk])
        return [HeaderButton(label=_("History"), url=address, icon_name="history")]

    def save_instance(self):
        """Keep what stood there before the first save; Wagtail keeps what stands there after each."""
        stored = self.model._base_manager.get(pk=self.object.pk)
        if stored.latest_revision is None:
            stored.save_revision(clean=False)
        return super().save_instance()


class SettingViewMixin:
    def get_object(self, queryset=None):
        setting = get_object_or_404(self.model, pk=self.pk if hasattr(self, "pk") else self.kwargs["pk"])
        if not policy_registry.get_by_type(self.model).user_has_permission_for_instance(
            self.request.user, "change", setting
        ):
            raise PermissionDenied
        return setting

    def get_page_subtitle(self):
        return self.model._meta.verbose_name


class SettingHistoryView(SettingViewMixin, HistoryView):
    any_permission_required = None

    def get_edit_url(self, instance):
        return address_of_form(instance)


class SettingCompareView(SettingViewMixin, RevisionsCompareView):
    def get_edit_url(self):
        return address_of_form(self.object)
