"""The Django app of the site feature."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "mingtang.content.site"
    label = "content_site"
    verbose_name = "网站文件"
