"""The Django app of the counter feature."""

from django.apps import AppConfig


class CounterConfig(AppConfig):
    name = "mingtang.services.counter"
    label = "services_counter"
    verbose_name = "网上窗口"
