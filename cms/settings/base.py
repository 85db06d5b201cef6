"""All settings, read from the environment. `.env.example` explains every variable."""

import logging
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE

from cms.settings.environment import Environment, stop

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent
env = Environment(PROJECT_DIR / ".env")

# --- The process -----------------------------------------------------------------------------

DEBUG = env.boolean("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY", like="a random text of at least 50 characters")
# The demonstration has well-known accounts and says on every page what it is.
DEMO = env.boolean("DEMO", default=False)
DEMO_PASSWORD = env.text("DEMO_PASSWORD", default="demo-leipzig", like="a password")
VAR_DIR = Path(env.text("VAR_DIR", default=str(PROJECT_DIR / "var"), like="a folder")).resolve()
try:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    stop("VAR_DIR", f"must be a folder that can be written to: {error.strerror}.")

# The city's own address. Managements' own hostnames come from the database.
BASE_URL = env.address("BASE_URL", default="http://127.0.0.1:8000")
# Further names under which the city's site may be asked for; they lead to BASE_URL.
EXTRA_HOSTS = env.hostnames("EXTRA_HOSTS")
# The host of every request is compared with the sites in the database
# (managements.websites.middleware), which a list in a file cannot follow.
ALLOWED_HOSTS = ["*"]
TRUST_PROXY = env.boolean("TRUST_PROXY", default=False)
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_PORT = True

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

# --- Applications: ours from the top layer down, then Wagtail's, then Django's ------------------

INSTALLED_APPS = [
    "home",
    "managements.demo",
    "managements.component_page",
    "managements.websites",
    "managements.search",
    "managements.events",
    "managements.news",
    "managements.referrals",
    "managements.funding",
    "managements.offices",
    "managements.accessibility",
    "managements.pages",
    "managements.audit",
    "managements.trash",
    "managements.teams",
    "managements.tenancy",
    "managements",
    "managements.media_library",
    "managements.accounts",
    "managements.schedules",
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.sitemaps",
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
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "cms.middleware.ContentSecurityPolicyMiddleware",
    "managements.websites.middleware.HealthMiddleware",
    "managements.websites.middleware.KnownHostMiddleware",
    "cms.middleware.EncodingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.middleware.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "managements.audit.middleware.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "managements.tenancy.middleware.GuardMiddleware",
    "managements.websites.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data --------------------------------------------------------------------------------------

DATABASES = {
    "default": env.database("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/quartiere.sqlite3")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Several threads write: wait for the lock at the start of a transaction instead of
        # failing in its middle.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Files of some hundred kilobytes, which anyone may ask for: they push nothing else out.
    "notices": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "notices",
        "OPTIONS": {"MAX_ENTRIES": 60},
    },
    # Pictures of shared links, of at most 120 kilobytes each.
    "share_images": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "share_images",
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", default=str(VAR_DIR / "static"), like="a folder"))
STATICFILES_DIRS = [PROJECT_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- People ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
# Ends memberships at their last day, and knows people by their e-mail address, too.
AUTHENTICATION_BACKENDS = ["managements.teams.backends.MembershipBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/admin/login/"
SESSION_COOKIE_NAME = "sitzung"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12

# --- Language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [PROJECT_DIR / "locale"]

# --- Wagtail -------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Leipziger Quartiere"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_USER_LOGIN_FORM = "managements.accounts.forms.LoginForm"
# An e-mail address is how an account is known and invited. Whoever could change the own one would be
# told there whether an address belongs to somebody else, and could take over what is sent to it.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("de", "Deutsch")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch")]
WAGTAIL_USER_TIME_ZONES = ["Europe/Berlin"]
# As people here write them. The calendar beside a field reads nothing else and would put today
# in its place.
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
# No e-mail hash and no version check leaves this server.
# Addresses that people type and print: “prueftermin”, not “prüftermin”.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "media_library.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "media_library.Document"
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "managements.media_library.forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "managements.tenancy.media_forms.DocumentForm"
MAX_UPLOAD_MB = env.integer("MAX_UPLOAD_MB", default=15, minimum=1, maximum=200)
WAGTAILIMAGES_MAX_UPLOAD_SIZE = MAX_UPLOAD_MB * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_MAX_UPLOAD_SIZE = MAX_UPLOAD_MB * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "docx",
    "ics",
    "odp",
    "ods",
    "odt",
    "pdf",
    "pptx",
    "rtf",
    "txt",
    "xlsx",
]
# A password shared by many protects nothing, and its form would set a cookie.
WAGTAIL_PRIVATE_PAGES = {"SHARED_PASSWORD": False}
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "ol", "ul", "link", "document-link"]},
    },
}
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, object]] = {
    # PostgreSQL knows German words; SQLite leaves them out of account. The public search hands over
    # stems (managements.search.words), which stay as they are, so that both find the same.
    "default": {"BACKEND": "managements.search.backends", "SEARCH_CONFIG": "german"}
}
# Our own ones know sites with hostnames of their own (managements.websites.redirects).
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = True
TAGGIT_CASE_INSENSITIVE = True

# --- Mail ----------------------------------------------------------------------------------------

MAIL_SERVER = env.mail("EMAIL_URL", default="consolemail://")
globals().update(MAIL_SERVER)
# Seconds. People wait while their report is told; what could not be told now is told later.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.sender(
    "EMAIL_FROM", default=f"webmaster@{urlsplit(BASE_URL).hostname}"
)

# --- Security --------------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long StreamField form

PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
    )
}

# Public pages: nothing inline, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
# Wagtail's widgets write inline scripts and styles (measured on 8.0.1); no eval, no other host.
# The preview shows the public page in a frame inside the editor.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF],
    "script-src-elem": [SELF, UNSAFE_INLINE],
    "script-src-attr": [NONE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
    "frame-ancestors": [SELF],
}

# --- Logging: to standard output, without personal data ---------------------------------------------

LOG_LEVEL = env.choice("LOG_LEVEL", default="INFO", choices={"DEBUG", "INFO", "WARNING", "ERROR"})
logging.captureWarnings(capture=True)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        # Security events are for machines: the keys time, event, and the event's facts.
        "event": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": ["message"],
            "rename_fields": {"message": "event"},
            "timestamp": "time",
        },
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "events": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "event",
        },
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False},
        # Who logs in and who is refused is written down at every log level.
        "audit": {"handlers": ["events"], "level": "INFO", "propagate": False},
        # Their INFO lines repeat titles and run for every saved record.
        **{
            name: {"handlers": ["console"], "level": "WARNING", "propagate": False}
            for name in ("wagtail", "django_tasks", "modelsearch")
        },
        # A wrong host is answered with 400 and is no news.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
