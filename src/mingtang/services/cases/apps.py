"""Django app for applications and decisions."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "mingtang.services.cases"
    label = "services_cases"
