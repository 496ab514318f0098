"""The search of the admin: one box for pages, records and files, which finds what their lists find."""

from dataclasses import dataclass
from functools import partial, reduce
from operator import and_, or_

from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Q, TextField
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.search import SearchView
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, get_page_models
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from mme_site.core.languages import NamedInLanguages, lookups_of_names
from mme_site.core.sources import OtherName
from mme_site.editorial.listings.views import MOST_WORDS, WORD

MOST_OF_A_KIND = 10
VISIBLE = ["add", "change", "delete", "publish", "view"]


def page_condition(word):
    """Return the condition that a page has a word, or a part of one, in a title, a name, a code or its address."""
    found = Q(title__icontains=word) | Q(draft_title__icontains=word) | Q(slug__icontains=word)
    found |= Q(pk__in=OtherName.objects.filter(name__icontains=word).values("page"))
    for model in get_page_models():
        for field in getattr(model, "code_fields", ()):
            found |= Q(pk__in=model.objects.filter(**{f"{field}__icontains": word}).values("pk"))
    return found


def record_condition(model, word):
    """Return the same of a record: as its list has it, else in its names and codes."""
    view = model.snippet_viewset.index_view_class
    if hasattr(view, "condition_of_word"):
        return view().condition_of_word(word)
    names = lookups_of_names() if issubclass(model, NamedInLanguages) else []
    fields = model._meta.concrete_fields
    texts = [field.name for field in fields if isinstance(field, CharField | TextField) and not field.choices]
    return reduce(or_, (Q(**{f"{name}__icontains": word}) for name in {*names, *texts}), Q(pk=None))


def file_condition(word):
    return Q(title__icontains=word) | Q(file__icontains=word)


@dataclass(frozen=True)
class Found:
    """What was found of one kind: its name, and the first of it, each with its title and address."""

    label: str
    items: list
    more: str = ""  # the address of a list of all, where there are more


def edit_address(item):
    if hasattr(item, "snippet_viewset"):
        return reverse(item.snippet_viewset.get_url_name("edit"), args=[quote(item.pk)])
    kind = "wagtailimages" if isinstance(item, get_image_model()) else "wagtaildocs"
    return reverse(f"{kind}:edit", args=[item.pk])


class AdminSearchView(SearchView):
    """Wagtail's own, which knows the titles of pages alone, and asks the index for whole words."""

    results_template_name = "listings/search_results.html"
    verbose_name, verbose_name_plural = _("page"), _("pages")

    @cached_property
    def words(self):
        return WORD.findall(self.search_query or "")[:MOST_WORDS]

    def matching(self, items, condition):
        """Return what has all the words."""
        return items.filter(reduce(and_, map(condition, self.words))) if self.words else items.none()

    def get_queryset(self):
        may_see = self.permission_policy.explorable_instances(self.request.user).values("pk")
        self.all_pages = self.matching(Page.objects.filter(pk__in=may_see), page_condition)
        pages = self.annotate_queryset(self.all_pages.select_related("locale"))
        if self.selected_content_type:
            pages = pages.filter(content_type=self.selected_content_type)
        counts = self.all_pages.order_by().values_list("content_type").annotate(Count("pk"))
        self.content_types = [(ContentType.objects.get_for_id(key), count) for key, count in counts]
        return pages.order_by(self.ordering or "title", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, others=self.others if self.words else [])

    @property
    def others(self):
        """The records and files that a person may see."""
        found = (self.found(model, partial(record_condition, model)) for model in get_snippet_models())
        files = (self.found(model, file_condition) for model in (get_document_model(), get_image_model()))
        return [kind for kind in (*found, *files) if kind]

    def found(self, model, condition):
        policy = policy_registry.get_by_type(model)
        user = self.request.user
        if not policy.user_has_any_permission(user, VISIBLE):
            return None
        visible = policy.instances_user_has_any_permission_for(user, VISIBLE)
        items = list(self.matching(visible, condition).distinct()[: MOST_OF_A_KIND + 1])
        shown = [{"title": str(item), "url": edit_address(item)} for item in items[:MOST_OF_A_KIND]]
        if not shown:
            return None
        label = {get_document_model(): _("files")}.get(model, model._meta.verbose_name_plural)
        return Found(capfirst(str(label)), shown, self.list_of(model) if len(items) > len(shown) else "")

    def list_of(self, model):
        names = {get_document_model(): "wagtaildocs:index", get_image_model(): "wagtailimages:index"}
        name = names.get(model) or model.snippet_viewset.get_url_name("list")
        return f"{reverse(name)}?{self.request.GET.urlencode()}"
