"""The Django app of evaluating."""

from django.apps import AppConfig


class EvaluatingConfig(AppConfig):
    name = "mingtang.content.evaluating"
    label = "content_evaluating"
    verbose_name = "栏目评估"
