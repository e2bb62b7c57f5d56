"""The Django app of tasks."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "mingtang.operations.tasks"
    label = "operations_tasks"
    verbose_name = "任务"
