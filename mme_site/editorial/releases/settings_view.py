"""Drafting the header, the footer and the notice for a release, in Wagtail's own form of settings."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.contrib.settings.registry import registry
from wagtail.contrib.settings.views import EditView, PreviewOnEdit
from wagtail.models import RevisionMixin, Site
from wagtail.permissions import policy_registry

from mme_site.editorial.releases.access import may_use_releases, releases_of
from mme_site.publishing.releases import editing
from mme_site.publishing.releases.item import ReleaseItem


def settings_of(user):
    """Return what a person may draft, as (model, site): the settings with versions of each site."""
    return [
        (model, site)
        for model in registry
        if issubclass(model, RevisionMixin) and hasattr(model, "for_site")
        for site in Site.objects.all()
        if policy_registry.get_by_type(model).user_has_permission_for_instance(user, "change", site)
    ]


class OfReleaseMixin:
    """A view of settings as they were drafted for a release; it stands before Wagtail's own of what readers see."""

    def setup(self, request, release_id, app_name, model_name, pk):
        self.release = get_object_or_404(releases_of(request.user).open(), pk=release_id)
        super().setup(request, app_name, model_name, pk=pk)

    def dispatch(self, request, *args, **kwargs):
        if not may_use_releases(request.user) or not issubclass(self.model, RevisionMixin):
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)

    def get_object(self, queryset=None):
        """Return the settings as they were drafted for this release, or as readers see them."""
        stored = super().get_object(queryset)
        held = ReleaseItem.objects.held().filter(release=self.release).of(stored).select_related("revision").first()
        return held.revision.as_object() if held and held.revision else stored

    def address(self, name):
        return reverse(name, args=[self.release.pk, self.app_name, self.model_name, self.pk])


class PreviewDraftSettingsView(OfReleaseMixin, PreviewOnEdit):
    """The site with what stands in the form."""

    @property
    def parent_object_id(self):
        return str(self.release.pk)


class DraftSettingsView(OfReleaseMixin, EditView):
    """The form, which saves nothing of what readers see: what is typed becomes an item of the release."""

    def get_edit_url(self):
        return self.address("draft_settings")

    def get_preview_url(self):
        return self.address("preview_draft_settings") if super().get_preview_url() else None

    def get_page_subtitle(self):
        return self.release.name

    def form_valid(self, form):
        drafted = form.save(commit=False)
        try:
            editing.add_settings(self.release, drafted, self.model.objects.get(pk=drafted.pk), self.request.user)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.form_invalid(form)
        messages.success(self.request, _("Drafted for the release; readers see what they saw until then."))
        return redirect("release", self.release.pk)
