"""Settings of the accounts system: only what is its own. The rest are kernel building blocks."""

from mingtang.kernel.settings import (
    COMMON_APPS,
    COMMON_MIDDLEWARE,
    LANGUAGE,
    ZONE,
    database,
    environment,
    is_demo,
    logging,
    required,
    secret,
    templates,
)

MINGTANG_SYSTEM = "accounts"
SECRET_KEY = secret("ACCOUNTS_SECRET_KEY")
DATABASES = {"default": database(required("ACCOUNTS_DATABASE_URL"))}
ALLOWED_HOSTS = ["*"]  # only the gateway reaches this process, and it takes care of names

INSTALLED_APPS = [
    *COMMON_APPS,
    "mingtang.accounts.people",
    "mingtang.accounts.sessions",
    "mingtang.accounts.inbox",
    "mingtang.accounts.affairs",
]
MIDDLEWARE = [*COMMON_MIDDLEWARE]
ROOT_URLCONF = "mingtang.accounts.urls"
WSGI_APPLICATION = "mingtang.accounts.wsgi.application"
TEMPLATES = templates()
LOGGING_CONFIG = None
LOGGING = logging(MINGTANG_SYSTEM)

LANGUAGE_CODE = LANGUAGE
TIME_ZONE = ZONE
USE_TZ = True

#: The address of a forwarded request tells whether people came over TLS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not is_demo()
CSRF_COOKIE_NAME = "mingtang_accounts_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "mingtang.accounts.sessions.views.entering.form_expired"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "mingtang.accounts.sessions.passwords.HouseRules"},
    {"NAME": "mingtang.accounts.sessions.passwords.NotCommon"},
]
#: The login page shows the demo city's accounts, each a button. Never outside the demo.
OFFERS_DEMO_LOGINS = environment() == "demo"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
