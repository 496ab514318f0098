"""What follows an approval, for who has sent something in: on the first page of the admin and in the e-mail."""

from django.utils.translation import gettext as _

from mme_site.core import time_zones


def after_approval(item):
    """Return what readers see, or will, of something that was approved; where it is a draft, it is read anew."""
    item = item if item.live else type(item)._default_manager.get(pk=item.pk)
    if item.live and not item.has_unpublished_changes:
        return _("Readers see it.")
    if hour := item.revisions.filter(approved_go_live_at__isnull=False).values_list("approved_go_live_at").first():
        return _("Goes live: %(hour)s.") % {"hour": time_zones.in_zones(hour[0])}
    return _("Readers see it.") if item.live else _("Readers do not see it.")
