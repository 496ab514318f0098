"""What the sitemap names."""

from wagtail.contrib.sitemaps import Sitemap

from mme_site.core.querysets import is_private


class PublicPageSitemap(Sitemap):
    """The public pages; Wagtail's own names aliases of private pages as well."""

    def items(self):
        return super().items().exclude(is_private())
