"""The large libraries that every system needs, imported once in the supervisor and shared by fork.

Measured on two cores: see docs/adr/0007. Nothing here may read Django's settings, start a thread or
open a file that stays open: all of that belongs to the child.
"""

import gc
import importlib
import threading

SHARED = (
    "granian",
    "granian.server",
    "psycopg",
    "psycopg_pool",
    "pydantic",
    "pydantic.main",
    "httpx",
    "structlog",
    "yaml",
    "tongsuopy.crypto.asymciphers.ec",
    "cryptography.hazmat.primitives.ciphers.aead",
    "prometheus_client",
    "procrastinate",
    "markdown_it",
    "PIL.Image",
    "asgiref.sync",
    "sqlparse",
    "django",
    "django.apps",
    "django.conf",
    "django.contrib.contenttypes.apps",
    "django.core.cache",
    "django.core.handlers.wsgi",
    "django.core.mail",
    "django.core.management",
    "django.core.management.commands.migrate",
    "django.core.serializers",
    "django.core.wsgi",
    "django.db",
    "django.db.backends.postgresql.base",
    "django.db.migrations.executor",
    "django.db.models",
    "django.forms",
    "django.http",
    "django.middleware.common",
    "django.middleware.csrf",
    "django.template",
    "django.template.backends.django",
    "django.template.defaulttags",
    "django.template.loader_tags",
    "django.template.loaders.app_directories",
    "django.template.loaders.cached",
    "django.test",
    "django.urls",
    "django.utils.translation",
    "django.views.generic",
)


class ThreadsWereStarted(Exception):  # noqa: N818  a sentence for whoever extends the list
    """A preloaded module started a thread: forking after that is unsafe."""


def preload() -> None:
    """Import everything shared and keep it out of the garbage collector, so pages stay shared."""
    for name in SHARED:
        importlib.import_module(name)
    if threading.active_count() > 1:
        raise ThreadsWereStarted
    gc.collect()
    gc.freeze()
