"""The Django app of collecting."""

from django.apps import AppConfig


class CollectingConfig(AppConfig):
    name = "mingtang.content.collecting"
    label = "content_collecting"
    verbose_name = "采集"
