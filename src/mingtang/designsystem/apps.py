"""Django app for the design system."""

from django.apps import AppConfig


class DesignSystemConfig(AppConfig):
    name = "mingtang.designsystem"
    label = "designsystem"
