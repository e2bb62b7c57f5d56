"""The Django app of the desk feature."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "mingtang.services.desk"
    label = "services_desk"
    verbose_name = "工作台"
