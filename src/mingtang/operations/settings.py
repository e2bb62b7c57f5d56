"""Settings of the operations system: only what is its own. The rest are kernel building blocks."""

import os

from mingtang.kernel.settings import (
    COMMON_APPS,
    COMMON_MIDDLEWARE,
    LANGUAGE,
    ZONE,
    database,
    home,
    is_demo,
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

#: Who has a task that belongs to no other department.
CENTRE_DEPARTMENT = os.environ.get("OPERATIONS_DEPARTMENT", "zhengwu")
#: The published files of the own site; content writes them, nobody else.
INSPECTED_FOLDER = os.environ.get("OPERATIONS_SITE_FOLDER") or str(home() / "site")
#: A file of the city's own thresholds; empty: the national ones.
INSPECTION_RULES = os.environ.get("OPERATIONS_INSPECTION_RULES", "")
#: Whether links to other hosts are asked; "no" in a closed network.
INSPECTION_CHECKS_OUTSIDE = os.environ.get("OPERATIONS_CHECKS_OUTSIDE", "yes") != "no"

#: The address of a forwarded request tells whether people came over TLS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_COOKIE_NAME = "mingtang_operations_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = not is_demo()

LANGUAGE_CODE = LANGUAGE
TIME_ZONE = ZONE
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
