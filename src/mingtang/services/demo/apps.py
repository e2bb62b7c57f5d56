"""The Django app of the demo feature."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "mingtang.services.demo"
    label = "services_demo"
    verbose_name = "演示城市"
