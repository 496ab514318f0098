"""At which address the site is: the environment says so at every start, and the site's record follows."""

from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from wagtail.models import Site


def port_of(address: SplitResult) -> int:
    """Return the port of an address, that of its scheme where it names none."""
    return address.port or (443 if address.scheme == "https" else 80)


def apply_site_url() -> str:
    """Give the default site the address of SITE_URL; return what was changed, empty where nothing had to be."""
    site = Site.objects.filter(is_default_site=True).first()
    address = urlsplit(settings.SITE_URL)
    hostname, port = address.hostname or "localhost", port_of(address)
    if site is None or (site.hostname, site.port) == (hostname, port):
        return ""
    before = site.root_url
    if other := Site.objects.filter(hostname=hostname, port=port).exclude(pk=site.pk).first():
        return f"The site stays at {before}: “{other}” has the address of SITE_URL, {settings.SITE_URL}, already."
    site.hostname, site.port = hostname, port
    site.save(update_fields=["hostname", "port"])
    return f"The site's address was {before} and is {site.root_url} now, as SITE_URL says."
