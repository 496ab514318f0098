"""What died: outside addresses that have not answered for weeks, on the admin's first page."""

from django.urls import reverse
from wagtail.admin.ui.components import Component

from meetings.models.outside_address import OutsideAddress
from meetings.outside_addresses.tasks import pages_naming

MAX_ROWS = 8


class DeadAddressesPanel(Component):
    """The addresses that failed longest, each with a page that names it."""

    name = "dead_addresses"
    template_name = "meetings/admin/dead_addresses.html"
    order = 190

    def get_context_data(self, parent_context):
        dead = OutsideAddress.objects.dead()
        first = list(dead[:MAX_ROWS])
        user, pages = parent_context["request"].user, pages_naming([address.url for address in first])
        rows = [(address, pages[address.url]) for address in first if address.url in pages]
        return {
            "rows": [
                (address, page.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[page.pk]))
                for address, page in rows
                if page.permissions_for_user(user).can_edit()
            ],
            "number": dead.count() if len(first) == MAX_ROWS else len(first),
        }
