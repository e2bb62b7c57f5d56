"""The Django app of the identity feature."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "mingtang.content.identity"
    label = "content_identity"
    verbose_name = "工作人员"
