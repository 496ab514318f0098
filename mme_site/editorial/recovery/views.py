"""What was deleted: the list, and the page of each from which it is put back."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn, UserColumn

from mme_site.core.admin import Report, ScreenMixin
from mme_site.editorial.recovery import access
from mme_site.editorial.recovery.forms import PermanentDeleteForm, RestoreForm
from mme_site.editorial.recovery.models import Deletion
from mme_site.editorial.recovery.restoring import restore
from mme_site.editorial.recovery.tree_position import CannotRestore


class DeletedReport(Report):
    """Everything that a person may put back, the latest first."""

    page_title = gettext_lazy("Deleted")
    header_icon = "bin"
    may_use = staticmethod(lambda user: True)  # each finds there what that person may put back
    model = Deletion
    index_url_name = "deleted"
    results_template_name = "recovery/list_results.html"
    default_ordering = "-deleted_at"
    is_searchable = True
    search_fields = ["title"]
    list_export = ["title", "content_type", "pages", "live", "deleted_at", "deleted_by", "kept_until"]
    columns = [
        TitleColumn(
            "title", label=gettext_lazy("Title"), get_url=lambda deletion: reverse("put_back", args=[deletion.pk])
        ),
        Column("content_type", label=gettext_lazy("Type"), accessor="content_type.name"),
        Column("parent", label=gettext_lazy("Stood below")),
        Column("pages", label=gettext_lazy("Pages"), accessor=lambda deletion: deletion.pages or ""),
        DateColumn("deleted_at", label=gettext_lazy("Deleted")),
        UserColumn("deleted_by", label=pgettext_lazy("a person", "By")),
        Column(
            "kept_until",
            label=gettext_lazy("Kept until"),
            accessor=lambda item: date_format(localtime(item.kept_until)),
        ),
    ]

    def get_base_queryset(self):
        return access.visible_to(self.request.user).select_related("content_type", "parent", "deleted_by")

    def search_queryset(self, queryset):
        """Find a part of a title; it is no model of the index."""
        return queryset.filter(title__icontains=self.search_query) if self.search_query else queryset

    def get_context_data(self, **kwargs):
        return super().get_context_data(days=settings.KEEP_DELETED_DAYS, **kwargs)


class DeletionView(ScreenMixin, TemplateView):
    """One thing that was deleted; who may not put it back gets 404, since a title may be under embargo."""

    template_name = "recovery/deletion.html"
    page_title = gettext_lazy("Put back")
    header_icon = "undo"
    screens_above = [(gettext_lazy("Deleted"), reverse_lazy("deleted"))]

    def setup(self, request, pk):
        super().setup(request, pk=pk)
        visible = access.visible_to(request.user).select_related("content_type", "parent", "deleted_by", "collection")
        self.deletion = get_object_or_404(visible, pk=pk)
        self.form = self.permanent_form = None

    def get_page_subtitle(self):
        return self.deletion.title

    @property
    def sublabel(self):
        return self.deletion.title

    def get_context_data(self, **kwargs):
        form = self.form or RestoreForm(user=self.request.user, deletion=self.deletion)
        permanent_form = self.permanent_form or PermanentDeleteForm(deletion=self.deletion)
        return super().get_context_data(
            deletion=self.deletion,
            form=form,
            media=form.media,
            permanent_form=permanent_form if self.request.user.is_superuser else None,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        """Put it back."""
        self.form = RestoreForm(request.POST, user=request.user, deletion=self.deletion)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        try:
            restored, said = restore(self.deletion, request.user, **self.form.cleaned_data)
        except CannotRestore as error:
            self.form.add_error(None, str(error))
            return self.render_to_response(self.get_context_data())
        edit_url = AdminURLFinder(request.user).get_edit_url(restored)
        is_draft = self.deletion.live and not self.form.cleaned_data.get("publish_again") and hasattr(restored, "live")
        text = _("“%(title)s” is back, as a draft.") if is_draft else _("“%(title)s” is back.")
        messages.success(
            request,
            text % {"title": self.deletion.title},
            buttons=[messages.button(edit_url, _("Edit"))] if edit_url else [],
        )
        for sentence in said:
            messages.warning(request, sentence)
        return redirect("deleted")


class PermanentDeleteView(DeletionView):
    """Deletes for good, at once; for administrators, who type the title."""

    def post(self, request, *args, **kwargs):
        if not request.user.is_superuser:
            raise PermissionDenied
        self.permanent_form = PermanentDeleteForm(request.POST, deletion=self.deletion)
        if not self.permanent_form.is_valid():
            return self.render_to_response(self.get_context_data())
        self.deletion.delete()
        messages.success(request, _("“%(title)s” is deleted for good.") % {"title": self.deletion.title})
        return redirect("deleted")

    def get(self, request, *args, **kwargs):
        return redirect("put_back", self.deletion.pk)
