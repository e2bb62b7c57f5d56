"""The Django app of the pages feature."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "mingtang.content.pages"
    label = "content_pages"
    verbose_name = "页面"
