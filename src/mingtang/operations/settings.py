"""Settings of the operations system: only what is its own. The rest are kernel building blocks."""

from mingtang.kernel.settings import (
    COMMON_APPS,
    COMMON_MIDDLEWARE,
    LANGUAGE,
    ZONE,
    database,
    logging,
    required,
    secret,
    templates,
)

MINGTANG_SYSTEM = "operations"
SECRET_KEY = secret("OPERATIONS_SECRET_KEY")
DATABASES = {"default": database(required("OPERATIONS_DATABASE_URL"))}
ALLOWED_HOSTS = ["*"]  # only the gateway reaches this process, and it takes care of names

INSTALLED_APPS = [
    *COMMON_APPS,
    "mingtang.operations.inspection",
    "mingtang.operations.tasks",
]
MIDDLEWARE = [*COMMON_MIDDLEWARE]
ROOT_URLCONF = "mingtang.operations.urls"
WSGI_APPLICATION = "mingtang.operations.wsgi.application"
TEMPLATES = templates()
LOGGING_CONFIG = None
LOGGING = logging(MINGTANG_SYSTEM)

LANGUAGE_CODE = LANGUAGE
TIME_ZONE = ZONE
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
