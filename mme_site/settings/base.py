"""Settings that every environment shares."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from mme_site.core.time_zones import known_zones
from mme_site.settings import environment

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = (BASE_DIR / environment.read("DATA_DIR")).resolve()

ACCESS_LOG = environment.read_flag("ACCESS_LOG")
ADMIN_NETWORKS = environment.read_list("ADMIN_NETWORKS")
BACKUP_DIR = environment.read("BACKUP_DIR")
BACKUP_KEY = environment.read("BACKUP_KEY")
ENVIRONMENT_SET = environment.values_set()
METRICS_TOKEN = environment.read("METRICS_TOKEN")
SECURITY_CONTACT = environment.read("SECURITY_CONTACT")
SENTRY_DSN = environment.read("SENTRY_DSN")
SECRET_KEY_FALLBACKS = environment.read_list("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = environment.read_list("ALLOWED_HOSTS")
HOST = environment.read("HOST")
PORT = environment.read_number("PORT")
SITE_URL = (environment.read("SITE_URL") or f"http://localhost:{PORT}").rstrip("/")
WEB_PROCESSES = environment.read_number("WEB_PROCESSES")
WEB_THREADS = environment.read_number("WEB_THREADS")
# Of the web server, in each process: those of Django wait in some of them, and so do clients that are slow.
SERVER_THREADS = WEB_THREADS + 92
PAGE_CACHE_MEGABYTES = environment.read_number("PAGE_CACHE_MEGABYTES")
SHARED_CACHE_SECONDS = environment.read_number("SHARED_CACHE_SECONDS")
CHECK_OUTSIDE_ADDRESSES = environment.read_flag("CHECK_OUTSIDE_ADDRESSES")
FRONTEND_CACHE_URLS = environment.read_list("FRONTEND_CACHE_URL")
TRUSTED_PROXIES = environment.read_list("TRUSTED_PROXIES")
WEB_PROCESS_MEGABYTES = environment.read_number("WEB_PROCESS_MEGABYTES")
SEARCHES_A_MINUTE = environment.read_number("SEARCHES_A_MINUTE")
DATA_LICENSE_URL = environment.read("DATA_LICENSE_URL")
KEEP_DELETED_DAYS = environment.read_number("KEEP_DELETED_DAYS")
PUBLISHER_INTERVAL = environment.read_number("PUBLISHER_INTERVAL")  # after 60 s it is thought dead

# Rooms, then the floors of the foundation from the top down: a template of an earlier app wins.
INSTALLED_APPS = [
    "search",
    "home",
    "meetings",
    "members",
    "mme_site.accounts",
    "mme_site.operations",
    "mme_site.editorial.guide",
    "mme_site.editorial.users",
    "mme_site.editorial.dashboard",
    "mme_site.editorial.listings",
    "mme_site.editorial.translating",
    "mme_site.editorial.import_export",
    "mme_site.editorial.recovery",
    "mme_site.editorial.reader_reports",
    "mme_site.editorial.sharing",
    "mme_site.editorial.taking_down",
    "mme_site.editorial.weekly_check",
    "mme_site.editorial.notices",
    "mme_site.editorial.releases",
    "mme_site.editorial.schedule_calendar",
    "mme_site.editorial.preflight",
    "mme_site.editorial.checks",
    "mme_site.opendata",
    "mme_site.editorial.jobs",
    "mme_site.delivery",
    "mme_site.publishing",
    "mme_site.pages",
    "mme_site.files",
    "mme_site.tasks",
    "mme_site.core",
    "mme_site.caching",
    "mme_site.upgrade",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "mme_site.operations.logs.request_middleware",
    "django.middleware.security.SecurityMiddleware",
    "mme_site.delivery.security_headers.security_headers",
    "csp.middleware.CSPMiddleware",
    "mme_site.delivery.health.health_check_middleware",
    "mme_site.operations.metrics.metrics_middleware",
    "mme_site.operations.admin_networks.admin_networks_middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mme_site.delivery.security_headers.CompressionMiddleware",
    "mme_site.delivery.cacheable.page_cache_headers",
    "mme_site.delivery.cache_headers.cache_control_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "mme_site.delivery.security_headers.reject_nul",
    "mme_site.editorial.recovery.session_expired.session_expired_middleware",
    "allauth.account.middleware.AccountMiddleware",
    "mme_site.accounts.middleware.account_language_middleware",
    "mme_site.accounts.middleware.session_middleware",
    "mme_site.editorial.users.object_access.ObjectAccessMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "mme_site.editorial.checks.middleware.RefusedPublicationMiddleware",
    "mme_site.delivery.redirects.PublicRedirectMiddleware",
    "mme_site.caching.content_cache.content_cache_middleware",
    "mme_site.pages.routing.PageRoutingMiddleware",
    "search.result_clicks.count_opened_results",
]

ROOT_URLCONF = "mme_site.urls"
WSGI_APPLICATION = None  # `runserver` shows what Django makes, without the page cache of mme_site/wsgi.py

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.site_frame",
            ],
        },
    },
]

# Database. SQLite takes the write lock when a transaction begins, so that two writers
# wait for each other instead of failing half-way (sqlite.org/lang_transaction.html).
DATABASES = {
    "default": dj_database_url.parse(
        environment.read("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'mme.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "mme_site.core.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:  # a machine that does not answer at all must not hold the threads that ask it
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

# Tasks are rows of the transaction that asks for them; `manage.py worker` does them (decision 7).
TASKS = {"default": {"BACKEND": "mme_site.tasks.backend.OutboxBackend"}}
# What tasks were called before: one that waits in the outbox under that name is done all the same.
MOVED_TASKS = {
    "meetings.outside.looking.look_at": "meetings.outside_addresses.tasks.check_address",
    "mme_site.editorial.jobs.running.run_job": "mme_site.editorial.jobs.tasks.run_job",
}

# What no reader sees; a change of every other table makes held pages old (mme_site/caching/triggers.py).
CONTENT_VERSION_IGNORES = {
    *("account", "accounts", "mfa", "socialaccount", "usersessions"),
    *("auth", "caching", "contenttypes", "publishing", "sessions", "tasks", "timeline", "users", "wagtailadmin"),
    *(
        "jobs",
        "opendata",
        "search",
        "reader_reports",
        "recovery",
        "sharing",
        "weekly_check",
        "translating",
        "wagtail_localize",
    ),
    *("wagtailsearch", "wagtailusers"),
    *("files.FilePageText", "files.FormerVersion", "meetings.OutsideAddress"),
    *("wagtailcore.APIToken", "wagtailcore.Comment", "wagtailcore.CommentReply", "wagtailcore.GroupApprovalTask"),
    *("wagtailcore.GroupApprovalTask_groups", "wagtailcore.GroupCollectionPermission"),
    *("wagtailcore.GroupPagePermission", "wagtailcore.GroupSitePermission", "wagtailcore.ModelLogEntry"),
    *("wagtailcore.PageLogEntry", "wagtailcore.PageSubscription", "wagtailcore.ReferenceIndex"),
    *("wagtailcore.Revision", "wagtailcore.Task", "wagtailcore.TaskState", "wagtailcore.UploadedFile"),
    *("wagtailcore.Workflow", "wagtailcore.WorkflowContentType", "wagtailcore.WorkflowPage"),
    *("wagtailcore.WorkflowState", "wagtailcore.WorkflowTask"),
}
# Rows that the site makes of others: they are not kept with what is deleted, and made anew when it comes back.
RECOVERY_IGNORES = {
    *("files.FileUse", "files.Rendition", "jobs", "opendata", "recovery", "tasks"),
    *("wagtailcore.ReferenceIndex", "wagtailsearch", "weekly_check"),
    *("meetings.OutsideAddress", "search.IndexDocument", "search.IndexedName", "search.Passage", "search.TextSource"),
}
CONTENT_VERSION_IGNORES_NEW = {"files.Rendition"}  # made while a page is rendered, for that page

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "users.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "mme_site.accounts.passwords.SiteWordsValidator"},
]  # of any characters (OWASP ASVS 5.0, 6.2.5)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"

# Signing in (mme_site/accounts). Attempts are counted in the database, and not by django-allauth in each process.
ACCOUNT_ADAPTER = "mme_site.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a letter says when a second factor was added or removed
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_UNIQUE_EMAIL = False
MFA_ADAPTER = "mme_site.accounts.adapters.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "mme_site.accounts.forms.CodeForm",
    "reauthenticate": "mme_site.accounts.forms.CodeAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "MME"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute wrong
SESSION_IDLE_MINUTES = environment.read_number("SESSION_IDLE_MINUTES")
USERSESSIONS_TRACK_ACTIVITY = True
OIDC_ROLES = environment.read_pairs("OIDC_ROLES")
OIDC_ROLES_CLAIM = environment.read("OIDC_ROLES_CLAIM")
OIDC_SECOND_FACTOR = environment.read_list("OIDC_SECOND_FACTOR")
SOCIALACCOUNT_ADAPTER = "mme_site.accounts.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # by an address that the provider has checked
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
OIDC_SERVER_URL = environment.read("OIDC_SERVER_URL")
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "sso",
            "name": environment.read("OIDC_NAME"),
            "client_id": environment.read("OIDC_CLIENT_ID"),
            "secret": environment.read("OIDC_CLIENT_SECRET"),
            "settings": {"server_url": OIDC_SERVER_URL},
        }
    )

# Languages. English has no prefix in the address; Arabic is written from right to left.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("pt", _("Portuguese")), ("ar", _("Arabic"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "mme_site" / name for name in ("locale", "locale_of_django", "locale_of_wagtail")]
FORMAT_MODULE_PATH = ["mme_site.core.formats"]
TIME_ZONE = environment.read("SITE_TIME_ZONE")

# Files. Uploaded documents are served by Wagtail under /files/, which asks who may read
# them; images stand under /media/. Nothing else below MEDIA_ROOT has an address.
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
S3_BUCKET = environment.read("S3_BUCKET")
if S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "mme_site.files.object_storage.ObjectStorage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": environment.read("S3_ENDPOINT_URL") or None,
            "region_name": environment.read("S3_REGION") or None,
            "access_key": environment.read("S3_ACCESS_KEY") or None,
            "secret_key": environment.read("S3_SECRET_KEY") or None,
        },
    }
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long agenda posts more than Django's 1,000

email = urlsplit(environment.read("EMAIL_URL"))
EMAIL_HOST = email.hostname or environment.read("EMAIL_HOST")
EMAIL_USE_SSL, EMAIL_USE_TLS = email.scheme == "smtps", email.scheme == "smtp+tls"
EMAIL_PORT = email.port or {"smtps": 465, "smtp+tls": 587}.get(email.scheme, 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(email.username or ""), unquote(email.password or "")
EMAIL_BACKEND = "mme_site.tasks.email.OutboxEmailBackend"
OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.{}.EmailBackend".format("smtp" if EMAIL_HOST else "console")
EMAIL_TIMEOUT = 20  # seconds; without it a mail server that says nothing holds up the worker
DEFAULT_FROM_EMAIL = environment.read("DEFAULT_FROM_EMAIL")

WAGTAIL_SITE_NAME = "MME"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_USER_TIME_ZONES = known_zones()  # Wagtail's own list is the machine's: localtime, Factory, posix
# Those of the site. Wagtail has its Portuguese under pt-pt; what is ours under pt is found from there.
WAGTAILADMIN_PERMITTED_LANGUAGES = [("pt-pt" if code == "pt" else code, name) for code, name in LANGUAGES]
WAGTAILIMAGES_IMAGE_MODEL = "files.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "mme_site.files.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]  # no SVG: it is not sanitised
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "files.SiteDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "epub", "odp", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backends"}}
SEARCH_WORDS_FILE = BASE_DIR / "home" / "content" / "search_words.json"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a translation begins as a draft, whoever asks for it

# Public pages run nothing inline and load nothing from elsewhere. The admin has a policy
# of its own, in mme_site/delivery/security_headers.py.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "mme_site.delivery.error_pages.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a cookie less, and none without a session

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"database_lost": {"()": "mme_site.delivery.error_pages.DatabaseLostFilter"}},
    "formatters": {
        "plain": {
            "()": "mme_site.operations.logs.PlainFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "mme_site.operations.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": environment.read("LOG_FORMAT")}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "mme_site.publishing": {"level": "INFO"},  # one line for each pass of the publisher that did something
        "mme_site.access": {"level": "INFO"},  # one line for each request, where ACCESS_LOG is set
        "mme_site.accounts": {"level": "INFO"},  # one line for each sign-in, and for each that was refused
        "django.request": {"filters": ["database_lost"]},
    },
}
