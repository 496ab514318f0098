"""Where the lists join Wagtail's admin; the rooms register their own."""

from wagtail import hooks

from mme_site.core.admin import stylesheet

# wagtail-localize registers its hooks when they are read, with `translating`, and so before they are taken over.
from mme_site.editorial.listings.explorer import ExplorerViewSet
from mme_site.editorial.listings.publishing import PublishPages, PublishRecords, UnpublishRecords
from mme_site.editorial.listings.translating import take_the_place

take_the_place()
hooks.register("register_admin_viewset", ExplorerViewSet, order=100)  # in the place of Wagtail's own, as is the next
hooks.register("register_bulk_action", PublishPages, order=100)
hooks.register("register_bulk_action", PublishRecords)
hooks.register("register_bulk_action", UnpublishRecords)
hooks.register("insert_global_admin_css", stylesheet("listings/listings.css"))
