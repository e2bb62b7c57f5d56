"""The Django app of checking."""

from django.apps import AppConfig


class CheckingConfig(AppConfig):
    name = "mingtang.content.checking"
    label = "content_checking"
    verbose_name = "错敏词"

    def ready(self) -> None:
        """Put the findings under every page form; pages themselves know no checking."""
        from mingtang.content.checking.panels import CheckingPanel  # noqa: PLC0415  apps load first
        from mingtang.content.pages.models import (  # noqa: PLC0415
            ArticlePage,
            ColumnPage,
            HomePage,
        )

        for model in (HomePage, ColumnPage, ArticlePage):
            model.content_panels = [*model.content_panels, CheckingPanel(heading="错敏词检查")]
