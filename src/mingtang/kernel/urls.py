"""Addresses every system has: for the supervisor, its neighbours and operators, never the public."""

from django.urls import URLPattern, URLResolver, include, path

from mingtang.kernel.health import health, ready
from mingtang.kernel.metrics import metrics
from mingtang.kernel.outbox.views import inbox


def common_urls() -> list[URLPattern | URLResolver]:
    return [
        path("health/", health, name="health"),
        path("ready/", ready, name="ready"),
        path("internal/metrics", metrics, name="metrics"),
        path("internal/events/", inbox, name="inbox"),
        path("internal/", include("mingtang.kernel.jobs.urls")),
    ]
