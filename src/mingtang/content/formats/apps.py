"""The Django app of formats."""

from django.apps import AppConfig


class FormatsConfig(AppConfig):
    name = "mingtang.content.formats"
    label = "content_formats"
    verbose_name = "多格式"
