"""The Django app of checking."""

from django.apps import AppConfig


class CheckingConfig(AppConfig):
    name = "mingtang.content.checking"
    label = "content_checking"
    verbose_name = "错敏词"
