"""Django app for jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "mingtang.kernel.jobs"
    label = "kernel_jobs"
