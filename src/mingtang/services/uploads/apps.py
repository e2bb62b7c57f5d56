"""The Django app of uploads."""

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "mingtang.services.uploads"
    label = "services_uploads"
    verbose_name = "上传的材料"
