"""Django app for the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "mingtang.services.desk"
    label = "services_desk"
