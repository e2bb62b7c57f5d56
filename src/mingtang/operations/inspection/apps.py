"""The Django app of inspection."""

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "mingtang.operations.inspection"
    label = "operations_inspection"
    verbose_name = "巡检"
