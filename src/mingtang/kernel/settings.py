"""Building blocks for the settings of each system. Plain names, no star imports."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

#: Values that appear in documentation and examples, or that a hurried hand would type.
KNOWN_SECRETS = frozenset({"secret", "changeme", "password", "mingtang", "django-insecure"})
SHORTEST_SECRET = 32

COMMON_APPS = [
    "django.contrib.contenttypes",
    "laces",
    "procrastinate.contrib.django",
    "mingtang.kernel.outbox",
    "mingtang.kernel.jobs",
    "mingtang.kernel.audit",
    "mingtang.designsystem",
]

#: Order: the trace first, so that whatever follows can be found in the logs.
COMMON_MIDDLEWARE = [
    "mingtang.kernel.trace.TraceMiddleware",
    "mingtang.kernel.metrics.MetricsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "mingtang.kernel.http.ActorMiddleware",
    "mingtang.kernel.http.RefusalMiddleware",
]

LANGUAGE = "zh-hans"
ZONE = "Asia/Shanghai"


def required(name: str) -> str:
    """Read a setting that has no safe default, failing at start-up with its name."""
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(f"Set the environment variable {name}.") from None


def environment() -> str:
    """Return demo, test or production; production when nothing is said, the strictest."""
    name = os.environ.get("MINGTANG_ENV", "production")
    if name not in {"demo", "test", "production"}:
        raise ImproperlyConfigured(f"MINGTANG_ENV is {name!r}: use demo, test or production.")
    return name


def is_demo() -> bool:
    return environment() != "production"


def secret(name: str) -> str:
    """Read a secret. Outside the demo a short or well-known one stops the start (等保 8.1.4.1)."""
    value = required(name)
    weak = len(value) < SHORTEST_SECRET or any(word in value.lower() for word in KNOWN_SECRETS)
    if weak and not is_demo():
        raise ImproperlyConfigured(f"{name} is a default or too short to be a secret.")
    return value


def home() -> Path:
    """Return the folder that holds everything the platform writes."""
    return Path(required("MINGTANG_HOME"))


def database(url: str) -> dict[str, Any]:
    """Turn postgresql://user:password@host:port/name?host=/socket into a Django database entry.

    Connections persist: opening one for every request costs as much as the page itself.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured("A database URL begins with postgresql://")
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **options},
    }


def templates(*extra_processors: str) -> list[dict[str, Any]]:
    """Return the template engine: compiled templates are kept, whatever DEBUG says."""
    loaders = [
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [("django.template.loaders.cached.Loader", loaders)],
                "context_processors": [
                    "django.template.context_processors.request",
                    "mingtang.designsystem.context.site",
                    *extra_processors,
                ],
            },
        }
    ]


def logging(system: str) -> dict[str, Any]:
    """Send everything through the one structured log (configured when the system starts)."""
    from mingtang.kernel.logs import logging_settings  # noqa: PLC0415  keeps settings light

    return logging_settings(system)
