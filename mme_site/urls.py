"""Every address of the site, in one place."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents.views.serve import authenticate_with_password

from mme_site.delivery.cacheable import cacheable
from mme_site.delivery.media import file, rendition
from mme_site.delivery.robots import robots_txt
from mme_site.editorial.sharing.views import shared_draft, shared_file, shared_first_page, shared_rendition
from mme_site.editorial.timeline.feed.views import calendar_feed
from mme_site.files.views import first_page
from mme_site.pages.sitemap import PublicPageSitemap
from search.opensearch import opensearch
from search.views import search, suggestions

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("files/<int:key>/first-page/<slug:checksum>/<int:width>.<slug:format>", first_page, name="first_page"),
    # The names are Wagtail's, whose own view does not ask what uses a file. No key has more digits.
    re_path(r"^files/(?P<document_id>[0-9]{1,18})/(?P<document_filename>.+)$", file, name="wagtaildocs_serve"),
    path(
        "files/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("media/<path:path>", rendition, name="rendition"),
    path("calendar/<str:token>.ics", calendar_feed, name="publishing_calendar_feed"),
    path("shared/<str:token>/", shared_draft, name="shared_draft"),
    path("shared/<str:token>/files/<int:key>/first-page/<slug:checksum>/<int:width>.<slug:format>", shared_first_page),
    path("shared/<str:token>/files/<int:key>/<path:name>", shared_file),
    path("shared/<str:token>/media/<path:path>", shared_rendition),
    path("sitemap.xml", cacheable(sitemap), {"sitemaps": {"pages": PublicPageSitemap}}, name="sitemap"),
    path("robots.txt", robots_txt, name="robots"),
    *i18n_patterns(
        path("search/", search, name="search"),
        path("opensearch.xml", cacheable(opensearch), name="opensearch"),
        path("search/suggestions/", suggestions, name="search_suggestions"),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

handler404 = "mme_site.delivery.error_pages.page_not_found"
handler500 = "mme_site.delivery.error_pages.server_error"
