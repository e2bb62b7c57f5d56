"""Settings of the assistant system: only what is its own. The rest are kernel building blocks."""

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

MINGTANG_SYSTEM = "assistant"
SECRET_KEY = secret("ASSISTANT_SECRET_KEY")
DATABASES = {"default": database(required("ASSISTANT_DATABASE_URL"))}
ALLOWED_HOSTS = ["*"]  # only the gateway reaches this process, and it takes care of names

INSTALLED_APPS = [*COMMON_APPS, "mingtang.assistant.search"]
MIDDLEWARE = [*COMMON_MIDDLEWARE]
ROOT_URLCONF = "mingtang.assistant.urls"
WSGI_APPLICATION = "mingtang.assistant.wsgi.application"
TEMPLATES = templates()
LOGGING_CONFIG = None
LOGGING = logging(MINGTANG_SYSTEM)

LANGUAGE_CODE = LANGUAGE
TIME_ZONE = ZONE
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
