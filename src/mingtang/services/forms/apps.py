"""The Django app of forms."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "mingtang.services.forms"
    label = "services_forms"
    verbose_name = "表单"
