"""The Django app of upkeep."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "mingtang.content.upkeep"
    label = "content_upkeep"
    verbose_name = "网页维护"
