"""Where collecting appears in the CMS: the menu, its addresses, and the start page when it matters."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static

from mingtang.content.collecting import views
from mingtang.content.collecting.components import CollectingTrouble
from mingtang.content.identity.roles import EDITOR


class SourcesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.actor.has_role(EDITOR))  # type: ignore[attr-defined]


def collecting_addresses() -> list[URLPattern]:
    one = "collecting/<int:source_id>/"
    return [
        path("collecting/", views.list_sources, name="content_sources"),
        path("collecting/add/", views.add_source, name="content_source_add"),
        path(one, views.show_source, name="content_source"),
        path(f"{one}change/", views.change_source, name="content_source_change"),
        path(f"{one}delete/", views.delete_source, name="content_source_delete"),
        path(f"{one}run/", views.act, {"deed": "run"}, name="content_source_run"),
        path(f"{one}pause/", views.act, {"deed": "pause"}, name="content_source_pause"),
        path(f"{one}resume/", views.act, {"deed": "resume"}, name="content_source_resume"),
        path("collecting/items/<int:item_id>/", views.show_original, name="content_original"),
        path("collecting/items/<int:item_id>/retry/", views.retry_item, name="content_item_retry"),
    ]


def sources_in_the_menu() -> MenuItem:
    return SourcesMenuItem("采集来源", reverse("content_sources"), icon_name="download", order=14)


def trouble_on_the_start_page(request: HttpRequest, panels: list[Any]) -> None:
    actor = request.actor  # type: ignore[attr-defined]
    if actor.has_role(EDITOR):
        part = CollectingTrouble(actor)
        if part.is_needed:
            panels.insert(0, part)


def own_styles() -> SafeString:
    address = versioned_static("content_collecting/collecting.css")
    return format_html('<link rel="stylesheet" href="{}">', address)


hooks.register("register_admin_urls", collecting_addresses)
hooks.register("register_admin_menu_item", sources_in_the_menu)
# After the start page of the CMS has put its own parts there.
hooks.register("construct_homepage_panels", trouble_on_the_start_page, order=1)
hooks.register("insert_global_admin_css", own_styles)
