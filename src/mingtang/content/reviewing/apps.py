"""The Django app of the reviewing feature: it keeps groups, permissions and the workflow in place."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connection
from django.db.models.signals import post_migrate


class ReviewingConfig(AppConfig):
    name = "mingtang.content.reviewing"
    label = "content_reviewing"
    verbose_name = "审核"

    def ready(self) -> None:
        """Lay the ground after every migration: permissions exist only then."""
        post_migrate.connect(_lay_ground, dispatch_uid="content_reviewing.ground")
        _show_state_to_editors()


def _show_state_to_editors() -> None:
    """Put the state of the review above every page form; pages themselves know no reviewing."""
    from mingtang.content.pages.models import (  # noqa: PLC0415  apps load first
        ArticlePage,
        ColumnPage,
        HomePage,
    )
    from mingtang.content.reviewing.panels import ReviewStatePanel  # noqa: PLC0415

    for model in (HomePage, ColumnPage, ArticlePage):
        model.content_panels = [ReviewStatePanel(), *model.content_panels]


def _lay_ground(*, app_config: AppConfig, **_: Any) -> None:
    """Run once, after the last app with models; not while the tables are still incomplete."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if app_config is not last:
        return
    from mingtang.content.reviewing.ground import lay_ground  # noqa: PLC0415  apps load first

    if "content_reviewing_reviewtask" in connection.introspection.table_names():
        lay_ground()
