"""A page that tells readers how to reach the operator, of a site whose settings name no address."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.models import Site

from home.models import SiteSettings
from mme_site.pages.validation.problems import Problem, warning
from mme_site.pages.validation.subject import Subject


def operator_unnamed(subject: Subject) -> Iterator[Problem]:
    """Remind of the address for messages where a text shows it and there is none."""
    contacts = [block["value"] or {} for block in subject.item.body.raw_data if block["type"] == "operator"]
    if all(any(contact.values()) for contact in contacts):  # or there is none
        return
    site = Site.objects.filter(is_default_site=True).first()
    if site and not SiteSettings.for_site(site).operator_email:
        text = _("This page tells readers how to reach whoever runs the site, and no address is set: %(where)s.")
        where = _("Settings → Header and footer → Who runs this site")
        yield warning(text % {"where": where}, "body", label=_("Text"))
