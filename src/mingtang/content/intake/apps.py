"""The Django app of intake."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "mingtang.content.intake"
    label = "content_intake"
    verbose_name = "来稿"
