"""Django app for the audit trail."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "mingtang.kernel.audit"
    label = "kernel_audit"
