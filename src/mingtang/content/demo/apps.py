"""The Django app of the demo feature."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "mingtang.content.demo"
    label = "content_demo"
    verbose_name = "演示数据"
