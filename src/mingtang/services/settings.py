"""Settings of the services system: only what is its own. The rest are kernel building blocks."""

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
    "mingtang.services.cases",
    "mingtang.services.desk",
]
MIDDLEWARE = [*COMMON_MIDDLEWARE]
ROOT_URLCONF = "mingtang.services.urls"
WSGI_APPLICATION = "mingtang.services.wsgi.application"
TEMPLATES = templates()
LOGGING_CONFIG = None
LOGGING = logging(MINGTANG_SYSTEM)

LANGUAGE_CODE = LANGUAGE
TIME_ZONE = ZONE
USE_TZ = True
CSRF_COOKIE_SECURE = not is_demo()
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
