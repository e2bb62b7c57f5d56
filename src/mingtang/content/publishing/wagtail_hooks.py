"""Where publishing appears in the CMS, and the doors of Wagtail it keeps shut."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from mingtang.content.publishing import views
from mingtang.content.publishing.errors import OnlyThroughPublishing, WithdrawFirst
from mingtang.content.publishing.models import Publication

_SHUT_ACTIONS = {"action-publish", "action-unpublish"}
_SHUT_BULK_ACTIONS = {"publish", "unpublish"}
_MOVING_BULK_ACTIONS = {"move", "delete"}


def publishing_addresses() -> list[URLPattern]:
    return [
        path("publishing/", views.list_publications, name="content_publications"),
        path("publishing/<int:page_number>/cancel/", views.cancel, name="content_cancel_schedule"),
        path("publishing/<int:page_number>/withdraw/", views.withdraw, name="content_withdraw"),
    ]


def publications_in_the_menu() -> MenuItem:
    return MenuItem("已发布", reverse("content_publications"), icon_name="globe", order=20)


def hide_publishing(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take Wagtail's own publish and unpublish out of the menu, whoever looks."""
    items[:] = [item for item in items if item.name not in _SHUT_ACTIONS]


def refuse_publishing(request: HttpRequest, page: Page) -> None:
    raise OnlyThroughPublishing


def refuse_moving_public_pages(request: HttpRequest, page: Page, destination: Page) -> None:
    _refuse_if_public([page])


def refuse_deleting_public_pages(request: HttpRequest, page: Page) -> None:
    _refuse_if_public([page])


def refuse_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action_class_instance: Any
) -> None:
    if action_type in _SHUT_BULK_ACTIONS:
        raise OnlyThroughPublishing
    if action_type in _MOVING_BULK_ACTIONS:
        _refuse_if_public([item for item in objects if isinstance(item, Page)])


def _refuse_if_public(pages: list[Page]) -> None:
    """Refuse while the page or one below it is public: its files would stay behind."""
    for page in pages:
        tree = page.get_descendants(inclusive=True).values_list("pk", flat=True)
        if Publication.objects.filter(pk__in=tree).exists():
            raise WithdrawFirst


hooks.register("register_admin_urls", publishing_addresses)
hooks.register("register_admin_menu_item", publications_in_the_menu)
hooks.register("construct_page_action_menu", hide_publishing)
hooks.register("before_publish_page", refuse_publishing)
hooks.register("before_unpublish_page", refuse_publishing)
hooks.register("before_move_page", refuse_moving_public_pages)
hooks.register("before_delete_page", refuse_deleting_public_pages)
hooks.register("before_bulk_action", refuse_in_bulk)
