"""Settings of the worker processes that the tests start: the kernel's, with the tests' jobs."""

from mingtang.kernel.logs import logging_settings
from mingtang.kernel.tests.settings import (
    DATABASES,
    DEFAULT_AUTO_FIELD,
    INSTALLED_APPS,
    LANGUAGE_CODE,
    MIDDLEWARE,
    MINGTANG_SYSTEM,
    ROOT_URLCONF,
    SECRET_KEY,
    TEMPLATES,
    TIME_ZONE,
    USE_TZ,
)

__all__ = [
    "DATABASES",
    "DEFAULT_AUTO_FIELD",
    "INSTALLED_APPS",
    "LANGUAGE_CODE",
    "MIDDLEWARE",
    "MINGTANG_SYSTEM",
    "ROOT_URLCONF",
    "SECRET_KEY",
    "TEMPLATES",
    "TIME_ZONE",
    "USE_TZ",
]

LOGGING = logging_settings("kernel")
MINGTANG_MANIFEST = "mingtang.kernel.outbox.tests.system.SYSTEM"
PROCRASTINATE_IMPORT_PATHS = ["mingtang.kernel.jobs.tests.tasks"]
