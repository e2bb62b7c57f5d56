"""Where reviewing appears in the CMS: the menu, its addresses, the start page."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static

from mingtang.content.identity.roles import EDITOR, REVIEWER_ROLES
from mingtang.content.reviewing import views
from mingtang.content.reviewing.panels import WaitingPanel

#: Wagtail's start page parts that would offer what nobody here may do, or leave the closed network.
_UNUSED_PANELS = {"whats_new_in_wagtail_version", "workflow_objects_to_moderate"}


class ReviewsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.actor.has_role(*REVIEWER_ROLES))  # type: ignore[attr-defined]


def review_addresses() -> list[URLPattern]:
    return [
        path("reviewing/", views.list_reviews, name="content_reviews"),
        path("reviewing/<int:task_state_number>/", views.show_review, name="content_review"),
    ]


def reviews_in_the_menu() -> MenuItem:
    return ReviewsMenuItem(
        "待我审核", reverse("content_reviews"), icon_name="clipboard-list", order=10
    )


def reviews_on_the_start_page(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in _UNUSED_PANELS]
    if request.actor.has_role(*REVIEWER_ROLES):  # type: ignore[attr-defined]
        panels.insert(0, WaitingPanel())


def only_what_the_role_can_use(request: HttpRequest, items: list[MenuItem]) -> None:
    """Reviewers decide in their list; help pages lead out of the closed network."""
    hidden = {"help"}
    if not request.actor.has_role(EDITOR):  # type: ignore[attr-defined]
        hidden |= {"explorer", "reports", "settings"}
    items[:] = [item for item in items if item.name not in hidden]


def own_styles() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}">', versioned_static("content_reviewing/cms.css")
    )


hooks.register("register_admin_urls", review_addresses)
hooks.register("register_admin_menu_item", reviews_in_the_menu)
hooks.register("construct_homepage_panels", reviews_on_the_start_page)
hooks.register("construct_main_menu", only_what_the_role_can_use)
hooks.register("insert_global_admin_css", own_styles)
