"""The Django app of the cms feature."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "mingtang.content.cms"
    label = "content_cms"
    verbose_name = "内容管理"

    def ready(self) -> None:
        from mingtang.content.cms.wording import teach_wagtail  # noqa: PLC0415  settings load first

        teach_wagtail()
