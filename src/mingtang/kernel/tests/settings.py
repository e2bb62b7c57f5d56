"""Settings under which the kernel is tested by itself."""

from mingtang.kernel.settings import (
    COMMON_APPS,
    COMMON_MIDDLEWARE,
    LANGUAGE,
    ZONE,
    database,
    required,
    secret,
    templates,
)

MINGTANG_SYSTEM = "kernel"
SECRET_KEY = secret("KERNEL_SECRET_KEY")
DATABASES = {"default": database(required("KERNEL_DATABASE_URL"))}
INSTALLED_APPS = [*COMMON_APPS]
MIDDLEWARE = [*COMMON_MIDDLEWARE]
ROOT_URLCONF = "mingtang.kernel.tests.urls"
TEMPLATES = templates()
USE_TZ = True
TIME_ZONE = ZONE
LANGUAGE_CODE = LANGUAGE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
