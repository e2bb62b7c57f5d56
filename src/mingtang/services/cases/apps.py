"""The Django app of cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "mingtang.services.cases"
    label = "services_cases"
    verbose_name = "办件"
