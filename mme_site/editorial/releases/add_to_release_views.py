"""“Publish in a release”, from the editor of a page and from the lists."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import classproperty
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.models import get_snippet_models

from mme_site.editorial.releases.access import may_publish, may_use_releases, releases_of
from mme_site.editorial.releases.add_to_release import add_to_release
from mme_site.editorial.releases.forms import AddToReleaseForm, ChooseReleaseForm
from mme_site.editorial.releases.views import ReleasesView
from mme_site.publishing.releases import editing
from mme_site.publishing.releases.item import ReleaseItem


class AddPageToReleaseView(ReleasesView):
    """What is to happen to one page, and with which release."""

    template_name = "releases/add_to_release.html"
    page_title = gettext_lazy("Publish in a release")

    def setup(self, request, page_id):
        super().setup(request, page_id=page_id)
        self.page = get_object_or_404(Page, pk=page_id).specific

    def test_func(self):
        return super().test_func() and may_publish(self.request.user, self.page)

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def post(self, request, *args, **kwargs):
        form = AddToReleaseForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        data = form.cleaned_data
        try:
            with transaction.atomic():  # no new release stays that holds nothing
                item = add_to_release(
                    form.chosen(request.user), self.page, data["what"], request.user, data["new_parent"]
                )
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.render_to_response(self.get_context_data(form=form))
        return redirect("release", item.release_id)

    def get_context_data(self, **kwargs):
        held = (
            ReleaseItem.objects.held()
            .of(self.page)
            .filter(release__in=releases_of(self.request.user))
            .select_related("release")
            .first()
        )
        context = super().get_context_data(
            **{"form": AddToReleaseForm(user=self.request.user), "held": held, "page": self.page, **kwargs}
        )
        return {
            **context,
            "media": context["form"].media,
            "edit": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
        }


class AddToReleaseMixin:
    """A bulk action that pins the latest version of all that is selected; stands before one of Wagtail's."""

    display_name = gettext_lazy("Publish in a release")
    aria_label = gettext_lazy("Put what is selected into a release")
    action_type = "put_into_release"
    action_priority = 60
    template_name = "releases/add_many_to_release.html"
    form_class = ChooseReleaseForm

    def check_perm(self, instance):
        return may_use_releases(self.request.user) and may_publish(self.request.user, instance)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_execution_context(self):
        return {"user": self.request.user, "form": self.cleaned_form, "warn_of_refused": self.warn_of_refused}

    @classmethod
    def execute_action(cls, objects, user=None, form=None, warn_of_refused=None, **kwargs):
        refused, done = [], 0
        with transaction.atomic():
            release = form.chosen(user)
            for instance in objects:
                try:
                    editing.add_publication(release, instance, user)
                    done += 1
                except ValidationError as error:
                    refused += error.messages
            transaction.set_rollback(not done)  # no new release stays that holds nothing
        warn_of_refused(refused)
        return done, 0

    def warn_of_refused(self, refused):
        """Say what was not put there, because another release holds it, or it follows another page."""
        if refused:
            messages.warning(self.request, format_html_join("", "<div>{}</div>", ((line,) for line in refused)))

    def get_success_message(self, num_parent_objects, num_child_objects):
        if not num_parent_objects:
            return None
        words = ngettext("%(n)d item is in the release now.", "%(n)d items are in the release now.", num_parent_objects)
        return words % {"n": num_parent_objects}


class AddPagesToRelease(AddToReleaseMixin, PageBulkAction):
    pass


class AddRecordsToRelease(AddToReleaseMixin, SnippetBulkAction):
    @classproperty
    def models(cls):
        return [model for model in get_snippet_models() if issubclass(model, DraftStateMixin)]
