"""Pages below a list of theirs, as a kind of what is imported and exported."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.actions.edit_page import EditPageAction
from wagtail.models import Page
from wagtail.permissions import policy_registry

from mme_site.core.querysets import SET_BY_TREE
from mme_site.editorial.import_export.resources import Resource
from mme_site.pages.slugs import slug_is_available


class PageResource(Resource):
    """Pages of one type below a list of theirs, which is the place that is chosen."""

    place_model = None
    has_places = True
    edit_action = EditPageAction

    @classmethod
    def policy(cls):
        return policy_registry.get_by_type(Page)

    @classmethod
    def usable_by(cls, user):
        return super().usable_by(user) and cls.places(user).exists()

    @classmethod
    def places(cls, user):
        """Return the lists below which a person may add or change something, or all of whose pages they own.

        What stands below the translation of a list is read in the pages of its originals.
        """
        allowed = cls.policy().instances_user_has_any_permission_for(user, ["add", "change"])
        return cls.place_model.objects.originals().filter(pk__in=allowed.order_by().values("pk"), alias_of=None)

    @property
    def order_of_export(self):
        return ("path",)

    def all_items(self):
        return self.model._default_manager.child_of(self.place).filter(alias_of=None)

    def queryset(self):
        allowed = self.policy().instances_user_has_permission_for(self.user, "change")
        return self.all_items().filter(pk__in=allowed.order_by().values("pk"))

    @cached_property
    def rights_below(self):
        """What this person may do below the list, asked once."""
        return self.place.permissions_for_user(self.user)

    @cached_property
    def can_be_made(self):
        return self.rights_below.can_add_subpage() and self.model.can_create_at(self.place)

    def may_add(self):
        return self.can_be_made

    def may_change(self, item):
        return item.permissions_for_user(self.user).can_edit()

    def may_publish(self, item):
        if item is None:
            return self.rights_below.can_publish_subpage()
        return item.permissions_for_user(self.user).can_publish()

    def why_not_creatable(self, item):
        if not slug_is_available(item.slug, self.place):
            return _("Another page has this address.")
        return super().why_not_creatable(item)

    def new(self, key):
        return self.model(slug=key, live=False, owner=self.user, locale=self.place.locale)

    def exclude_of_new(self):
        return SET_BY_TREE

    def lock(self, keys):
        list(Page.objects.select_for_update().filter(pk=self.place.pk).values_list("pk"))
        pages = Page.objects.child_of(self.place).filter(slug__in=list(keys)).order_by("pk")
        list(pages.select_for_update().values_list("pk"))

    def insert(self, item):
        self.place.add_child(instance=item)
