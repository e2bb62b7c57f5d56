"""The Django app of the publishing feature."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "mingtang.content.publishing"
    label = "content_publishing"
    verbose_name = "发布"
