"""The list of releases, and the page of one: what it holds, and what can be done with it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from mme_site.core import time_zones
from mme_site.core.admin import RestrictedViewMixin, ScreenMixin
from mme_site.core.languages import labelled
from mme_site.editorial.preflight.problems import serious
from mme_site.editorial.preflight.releases import problems_of_release
from mme_site.editorial.releases.access import may_use_releases, releases_of
from mme_site.editorial.releases.add_to_release import add_to_release
from mme_site.editorial.releases.forms import HourForm, LeaveOutForm, PageForm, RedirectForm, ReleaseForm
from mme_site.editorial.releases.rows import rows
from mme_site.editorial.releases.settings_view import settings_of
from mme_site.publishing import actions
from mme_site.publishing.engine import Outcome
from mme_site.publishing.releases import editing
from mme_site.publishing.releases.release import ReleaseState
from mme_site.publishing.releases.undoing import edited_since, undo
from mme_site.publishing.schedule import Schedule

PER_PAGE = 30


class ReleasesView(RestrictedViewMixin, ScreenMixin, TemplateView):
    """For who may publish something."""

    may_use = staticmethod(may_use_releases)
    header_icon = "list-ul"
    screens_above = [(gettext_lazy("Releases"), reverse_lazy("releases"))]


class ReleaseListView(ReleasesView):
    """All releases, the open ones first, and a form for a new one."""

    template_name = "releases/list.html"
    page_title = gettext_lazy("Releases")
    screens_above = ()

    def post(self, request, *args, **kwargs):
        form = ReleaseForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return redirect("release", form.save(request.user).pk)

    def get_context_data(self, **kwargs):
        visible = releases_of(self.request.user)
        ended = visible.exclude(state=ReleaseState.OPEN).order_by("-finished_at", "-pk")
        names = {
            "form": ReleaseForm(),
            "open": with_counts(visible.open().by_hour()),
            "ended": Paginator(with_counts(ended), PER_PAGE).get_page(self.request.GET.get("p")),
        }
        context = super().get_context_data(**{**names, **kwargs})
        return {**context, "media": context["form"].media}


def with_counts(releases):
    return releases.select_related("made_by").prefetch_related("items")


class ReleaseView(ReleasesView):
    """One release, for who may publish all that it holds. What is posted names the action."""

    template_name = "releases/release.html"
    actions = {
        *("hour", "check", "release", "cancel", "undo", "page", "redirect", "remove", "leave_out"),
        *("take_over", "keep"),
    }

    def setup(self, request, pk):
        super().setup(request, pk=pk)
        releases = releases_of(request.user).select_related("made_by", "undoes")
        self.release = get_object_or_404(releases, pk=pk)
        self.page_title = self.release.name

    def post(self, request, *args, **kwargs):
        act = request.POST.get("act", "")
        if act not in self.actions:
            raise Http404
        try:
            answer = getattr(self, f"do_{act}")()
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            answer = None
        return answer or redirect("release", self.release.pk)

    def shown_with(self, **names):
        return self.render_to_response(self.get_context_data(**names))

    def do_hour(self):
        form = HourForm(self.request.POST, initial={"due_at": self.release.due_at})
        if not form.is_valid():
            return self.shown_with(hour_form=form)
        editing.set_hour(self.release, form.cleaned_data["due_at"], self.request.user)
        self.warn_of_problems()
        return None

    def do_check(self):
        return self.shown_with(problems=self.warn_of_problems(), is_checked=True)

    def warn_of_problems(self):
        """Say how much the pre-flight finds, and return it; it tries the whole release, once in a request."""
        problems = problems_of_release(self.release) if self.release.is_open else []
        if found := len(serious(problems)):
            words = ngettext("As things are, %(n)d thing is wrong.", "As things are, %(n)d things are wrong.", found)
            messages.warning(self.request, words % {"n": found})
        else:
            messages.success(self.request, _("As things are, all of it can be released."))
        return problems

    def do_release(self):
        if actions.release_now(self.release, self.request.user) is Outcome.PUBLISHED:
            messages.success(self.request, _("“%(name)s” is released.") % {"name": self.release.name})
        else:
            messages.error(self.request, _("Nothing was published. The reason is below."))

    def do_cancel(self):
        editing.cancel(self.release, self.request.user)
        messages.success(self.request, _("The release is cancelled; what it held can go into another one."))

    def do_undo(self):
        undoing = undo(self.release, self.request.user)
        if actions.release_now(undoing, self.request.user) is Outcome.PUBLISHED:
            messages.success(self.request, _("“%(name)s” is undone.") % {"name": self.release.name})
        else:
            messages.error(self.request, _("Nothing was published. The reason is below."))
        return redirect("release", undoing.pk)

    def do_page(self):
        form = PageForm(self.request.POST)
        if not form.is_valid():
            return self.shown_with(page_form=form)
        data = form.cleaned_data
        add_to_release(self.release, data["page"], data["what"], self.request.user, data["new_parent"])
        return None

    def do_redirect(self):
        if not self.request.user.has_perm("wagtailredirects.add_redirect"):
            raise PermissionDenied
        form = RedirectForm(self.request.POST)
        if not form.is_valid():
            return self.shown_with(redirect_form=form)
        data = form.cleaned_data
        site, user = data["site"], self.request.user
        editing.add_redirect(self.release, data["old_path"], site, user, data["page"], data["link"])
        return None

    def item(self):
        key = self.request.POST.get("item", "")
        items = self.release.items.held().select_related("release", "revision", "based_on")
        item = items.filter(pk=key).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None
        if item is None:
            raise Http404
        return item

    def do_remove(self):
        editing.remove(self.item(), self.request.user)

    def do_leave_out(self):
        item, form = self.item(), LeaveOutForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, _("Say why the release goes on without it."))
            return
        editing.leave_out(item, self.request.user, form.cleaned_data["because"])

    def do_take_over(self):
        editing.choose(self.item(), self.request.user, overrule=True)

    def do_keep(self):
        editing.choose(self.item(), self.request.user, overrule=False)

    def settings_links(self):
        """Return where the settings are drafted for this release, each with what it is called."""
        found = []
        for model, site in settings_of(self.request.user):
            names = [self.release.pk, model._meta.app_label, model._meta.model_name, site.pk]
            title = labelled(capfirst(model._meta.verbose_name), site)
            found.append((reverse("draft_settings", args=names), title))
        return found

    def get_context_data(self, **kwargs):
        release, user = self.release, self.request.user
        release.refresh_from_db()
        names = {
            "release": release,
            "rows": rows(release, user),
            "hour": time_zones.in_zones(release.due_at) if release.due_at else "",
            "schedule": Schedule.objects.of(release).order_by("-pk").first(),
            "hour_form": HourForm(initial={"due_at": release.due_at}),
            "page_form": PageForm(),
            "redirect_form": RedirectForm() if user.has_perm("wagtailredirects.add_redirect") else None,
            "settings_links": self.settings_links() if release.is_open else [],
            "can_undo": release.state == "done" and not hasattr(release, "undone_by"),
            "edited_since": edited_since(release) if release.state == "done" else [],
        }
        context = super().get_context_data(**{**names, **kwargs})
        forms = [context["hour_form"], context["page_form"]]
        return {**context, "media": sum((form.media for form in forms), start=forms[0].media)}
