"""The Django app of the guides feature."""

from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "mingtang.content.guides"
    label = "content_guides"
    verbose_name = "办事指南"
