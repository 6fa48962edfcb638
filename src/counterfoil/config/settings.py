"""Settings, from the environment only. `counterfoil serve` sets what a fresh machine has not."""

import re
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from .connections import Remembering
from .grants import GRANTS, RUNTIME_FUNCTIONS

env = environ.Env()
SOURCE = Path(__file__).resolve().parent.parent

SECRET_KEY = env.str("COUNTERFOIL_SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS = env.list("COUNTERFOIL_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("COUNTERFOIL_ORIGINS", default=[])
COUNTERFOIL_ADDRESS = env.str("COUNTERFOIL_ADDRESS", default=next(iter(CSRF_TRUSTED_ORIGINS), "")).rstrip("/")
COUNTERFOIL_DOCUMENTS = env.str("COUNTERFOIL_DOCUMENTS", default="")
COUNTERFOIL_DEMO = env.list("COUNTERFOIL_DEMO", default=[])
"""The short names of the companies whose sign-ins everybody knows; none where nothing is a demo."""
COUNTERFOIL_FIRST = env.str("COUNTERFOIL_FIRST", default="")
"""The address at which the first company is made, as whoever serves told it (companies/first_address.py)."""
COUNTERFOIL_GRANTS, COUNTERFOIL_FUNCTIONS = GRANTS, RUNTIME_FUNCTIONS


def database(url: str) -> dict[str, object]:
    """Django's form of a libpq URL, with a pool: a connection per request costs a factor of six."""
    parts = conninfo_to_dict(url)
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    named = {django: parts.pop(libpq, "") for libpq, django in known.items()}
    pool: dict[str, object] = {"min_size": 1, "max_size": env.int("COUNTERFOIL_POOL", default=16), "timeout": 10}
    pool["connection_class"] = Remembering
    # Its pauses between attempts double: given up soon, the next request begins anew, however long the database was away.
    pool["reconnect_timeout"] = 5
    # Prepared on the server at its second use: planning a statement under row security costs more than running it.
    prepared = {"server_side_binding": True, "prepare_threshold": 1}
    return named | {
        "ENGINE": "counterfoil.config.postgresql",
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": pool, **prepared, **parts},
    }


def rate(text: str) -> tuple[int, int]:
    """600/m as 600 in 60 seconds; nothing at all as no limit."""
    if not text:
        return 0, 60
    read = re.fullmatch(r"([1-9][0-9]*)/([smhd])", text)
    if read is None:
        raise ImproperlyConfigured(f"COUNTERFOIL_API_RATE is {text}. Write it as 600/m: a number, and s, m, h or d.")
    return int(read[1]), {"s": 1, "m": 60, "h": 3_600, "d": 86_400}[read[2]]


def by_mail(told: dict[str, object]) -> dict[str, object]:
    """The mail server. A password goes over TLS, or no further than this machine."""
    encrypted, here = told.get("EMAIL_USE_TLS") or told.get("EMAIL_USE_SSL"), ("localhost", "127.0.0.1", "::1")
    if told.get("EMAIL_HOST_PASSWORD") and not encrypted and told.get("EMAIL_HOST") not in here:
        raise ImproperlyConfigured(
            "COUNTERFOIL_MAIL would send its password in the clear. Begin it with smtp+tls:// (STARTTLS) or smtp+ssl://."
        )
    return told


DATABASES = {"default": database(env.str("DATABASE_URL", default="postgresql:///counterfoil"))}

INSTALLED_APPS = [
    "counterfoil.foundation.kernel.apps.Kernel",
    "counterfoil.foundation.trail.apps.Trail",
    "counterfoil.foundation.companies.apps.Companies",
    "counterfoil.foundation.documents.apps.Documents",
    "counterfoil.foundation.mail.apps.Mail",
    "counterfoil.foundation.catalogue.apps.Catalogue",
    "counterfoil.foundation.parties.apps.Parties",
    "counterfoil.foundation.approvals.apps.Approvals",
    "counterfoil.lifecycle.engagements.apps.Engagements",
    "counterfoil.lifecycle.orders.apps.Orders",
    "counterfoil.lifecycle.evidence.apps.Evidence",
    "counterfoil.lifecycle.invoices.apps.Invoices",
    "counterfoil.lifecycle.matching.apps.Matching",
    "counterfoil.lifecycle.payments.apps.Payments",
    "counterfoil.lifecycle.remittances.apps.Remittances",
    "counterfoil.lifecycle.alerts.apps.Alerts",
    "counterfoil.interfaces.web.apps.Web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "csp",
]

MIDDLEWARE = [
    "counterfoil.interfaces.api.middleware.Problems",
    "counterfoil.interfaces.web.middleware.BodyLimit",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "counterfoil.interfaces.web.middleware.Private",
    "counterfoil.interfaces.web.middleware.Slowed",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "counterfoil.interfaces.web.error_pages.Refusals",
]

ROOT_URLCONF = "counterfoil.config.urls"
WSGI_APPLICATION = "counterfoil.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "counterfoil.interfaces.web.context.everywhere",
            ],
        },
    }
]

AUTH_USER_MODEL = "companies.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "counterfoil.interfaces.web.session.accounts.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
# The key of a failed sign-in is an address together with an account (interfaces/web/session/accounts.py).
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/15m/key", "login_failed_anywhere": "100/h/key"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Counterfoil] "
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

ALLAUTH_TRUSTED_PROXY_COUNT = env.int("COUNTERFOIL_PROXIES", default=0)

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # the default of 300 would throw limits out to make room for others
    }
}
COUNTERFOIL_API_RATE = rate(env.str("COUNTERFOIL_API_RATE", default="600/m"))
CSRF_FAILURE_VIEW = "counterfoil.interfaces.web.error_pages.forged"
if mail := env.str("COUNTERFOIL_MAIL", default=""):
    vars().update(by_mail(env.email_url_config(mail)))
elif COUNTERFOIL_DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
else:
    # A link that sets a password must not end up in a log.
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# A link is made for the configured address alone: the name that a request calls the server by is whoever asks's to choose.
COUNTERFOIL_MAIL_STANDS = bool(mail or COUNTERFOIL_DEMO)
COUNTERFOIL_SENDS_MAIL = bool(COUNTERFOIL_ADDRESS) and COUNTERFOIL_MAIL_STANDS
DEFAULT_FROM_EMAIL = env.str("COUNTERFOIL_MAIL_FROM", default="counterfoil@localhost")
COUNTERFOIL_DIGEST_HOUR = env.int("COUNTERFOIL_DIGEST_HOUR", default=7)
if COUNTERFOIL_DIGEST_HOUR not in range(24):
    raise ImproperlyConfigured("COUNTERFOIL_DIGEST_HOUR is the hour at which people are told by mail: 0 to 23.")
EMAIL_TIMEOUT = env.int("COUNTERFOIL_MAIL_TIMEOUT", default=20)
"""Seconds until a mail server that says nothing is given up: whoever waits for it, waits no longer."""
COUNTERFOIL_MAIL_BOUNCES = env.str("COUNTERFOIL_MAIL_BOUNCES", default="")
"""Where bounces are to go; each mail's own, by a + in it. Without one they go to the address that mail comes from."""
COUNTERFOIL_MAILDIR = env.str("COUNTERFOIL_MAILDIR", default="")
"""The maildir in which bounces arrive, if any is read."""
COUNTERFOIL_RATES = env.str("COUNTERFOIL_RATES", default="")
"""The address of a file of the European Central Bank's rates, fetched by the worker; empty: nothing is fetched."""
SESSION_ENGINE = "counterfoil.config.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_COOKIES = env.bool("COUNTERFOIL_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_COOKIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

MOST_BODY = 5 * 1024 * 1024
LARGER_BODIES = {"/settings/rates/read": 17 * 1024 * 1024, "/api/v1/rates/published": 16 * 1024 * 1024}
"""Where more is read: every rate that the European Central Bank has published since 1999 is one file."""
DATA_UPLOAD_MAX_MEMORY_SIZE = MOST_BODY
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
"""An invoice of a thousand lines has nine fields for each."""

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [SOURCE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATIC_ROOT = env.str("COUNTERFOIL_STATIC", default=None)
WHITENOISE_USE_FINDERS = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = ["models.W042"]
LOG_LEVEL = env.str("COUNTERFOIL_LOG", default="WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"ordinary": {"()": "counterfoil.config.logs.Ordinary"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django.request": {"filters": ["ordinary"], "level": LOG_LEVEL}},
    "root": {"handlers": ["terminal"], "level": LOG_LEVEL},
}
