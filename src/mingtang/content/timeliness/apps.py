"""The Django app of timeliness."""

from django.apps import AppConfig


class TimelinessConfig(AppConfig):
    name = "mingtang.content.timeliness"
    label = "content_timeliness"
    verbose_name = "时效"
