"""Settings of the service engine: only what is its own. The rest are kernel building blocks."""

from mingtang.kernel.settings import (
    COMMON_APPS,
    COMMON_MIDDLEWARE,
    LANGUAGE,
    ZONE,
    database,
    is_demo,
    logging,
    required,
    secret,
    templates,
)

MINGTANG_SYSTEM = "services"
SECRET_KEY = secret("SERVICES_SECRET_KEY")
DATABASES = {"default": database(required("SERVICES_DATABASE_URL"))}
ALLOWED_HOSTS = ["*"]  # only the gateway reaches this process, and it takes care of names

INSTALLED_APPS = [
    *COMMON_APPS,
    "mingtang.services.catalogue",
    "mingtang.services.uploads",
    "mingtang.services.forms",
    "mingtang.services.cases",
    "mingtang.services.ratings",
    "mingtang.services.counter",
    "mingtang.services.desk",
    "mingtang.services.demo",
]
MIDDLEWARE = [*COMMON_MIDDLEWARE]
ROOT_URLCONF = "mingtang.services.urls"
WSGI_APPLICATION = "mingtang.services.wsgi.application"
TEMPLATES = templates()
LOGGING_CONFIG = None
LOGGING = logging(MINGTANG_SYSTEM)

#: Who answers what is known of an applicant (port `Profiles` of the forms feature).
PROFILES = "mingtang.services.adapters.accounts.AccountsProfiles"

#: Two files of 10 MB fit into one request; the gateway stops at 20. Fields beside them stay small.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10

#: The address of a forwarded request tells whether people came over TLS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_COOKIE_NAME = "mingtang_services_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = not is_demo()
CSRF_FAILURE_VIEW = "mingtang.services.counter.views.refusing.form_expired"

LANGUAGE_CODE = LANGUAGE
TIME_ZONE = ZONE
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
