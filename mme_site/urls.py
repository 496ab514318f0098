"""Every address of the site, in one place."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from mme_site.delivery.media import rendition
from mme_site.files.views import first_page
from mme_site.robots import robots_txt
from search.views import search

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("files/<int:key>/first-page/<slug:checksum>/<int:width>.<slug:format>", first_page, name="first_page"),
    path("files/", include(wagtaildocs_urls)),
    path("media/<path:path>", rendition, name="rendition"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots_txt, name="robots"),
    *i18n_patterns(
        path("search/", search, name="search"),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

handler404 = "mme_site.errors.page_not_found"
handler500 = "mme_site.errors.server_error"
