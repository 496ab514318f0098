"""Every address of the site, in one place."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents.views.serve import authenticate_with_password

from mme_site.delivery.cacheable import cacheable
from mme_site.delivery.media import file, rendition
from mme_site.delivery.robots import robots_txt
from mme_site.editorial.reader_reports.views import report_error
from mme_site.editorial.schedule_calendar.feed.views import calendar_feed
from mme_site.editorial.sharing.site_views import previewed_site
from mme_site.editorial.sharing.views import shared_draft, shared_file, shared_first_page, shared_rendition, shared_text
from mme_site.files.text_version import text_version
from mme_site.files.views import first_page
from mme_site.opendata.following.views import confirm, end, follow
from mme_site.opendata.llms import llms_txt
from mme_site.opendata.oai import oai
from mme_site.opendata.package.views import package_file
from mme_site.opendata.short_addresses import short_address
from mme_site.opendata.urls import api_urls
from mme_site.opendata.views import data_page, developers_page
from mme_site.operations.security_txt import security_txt
from mme_site.pages.representations import representation
from mme_site.pages.sitemap import sitemap, sitemap_part
from search.opensearch import opensearch
from search.views import search, suggestions

SHORT = r"^(?P<letter>[a-z])/(?P<number>[0-9]{1,18})/?$"
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("admin/", include("mme_site.accounts.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("files/<int:key>/first-page/<slug:checksum>/<int:width>.<slug:format>", first_page, name="first_page"),
    *i18n_patterns(
        path("files/<int:key>/text", text_version, name="text_version"),  # before files of any name
        prefix_default_language=False,
    ),
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
    path("shared/<str:token>/files/<int:key>/text", shared_text),
    path("shared/<str:token>/files/<int:key>/<path:name>", shared_file),
    path("shared/<str:token>/media/<path:path>", shared_rendition),
    re_path(r"^preview/(?P<token>[\w-]+)/(?P<path>.*)$", previewed_site, name="previewed_site"),
    path("sitemap.xml", cacheable(sitemap), name="sitemap"),
    path("sitemap-<slug:section>.xml", cacheable(sitemap_part, ["p"]), name="sitemap_part"),
    path("llms.txt", llms_txt, name="llms"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("robots.txt", robots_txt, name="robots"),
    path("api/v1/", api_urls()),
    path("oai", oai, name="oai"),
    path("data/package/<path:name>", package_file, name="package_file"),
    re_path(SHORT, short_address, name="short_address"),
    *i18n_patterns(
        path("data/", data_page, name="data"),
        re_path(SHORT, short_address),  # who writes a language before it is led to that of the page
        path("data/developers/", developers_page, name="developers"),
        path("data/follow/", follow, name="follow"),
        path("data/follow/<str:token>/", confirm, name="follow_confirm"),
        path("data/follow/<str:token>/end/", end, name="follow_end"),
        path("search/", search, name="search"),
        path("report-an-error/", report_error, name="report_error"),
        path("opensearch.xml", cacheable(opensearch), name="opensearch"),
        path("search/suggestions/", suggestions, name="search_suggestions"),
        re_path(r"^(?P<path>(?:[\w\-]+/)*)(?P<filename>[\w\-]+\.\w+)$", representation, name="representation"),
        path("_util/login/", to_sign_in),  # Wagtail's own would ask for a password alone
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]

handler400 = "mme_site.delivery.error_pages.bad_request"
handler403 = "mme_site.delivery.error_pages.permission_denied"
handler404 = "mme_site.delivery.error_pages.page_not_found"
handler500 = "mme_site.delivery.error_pages.server_error"
