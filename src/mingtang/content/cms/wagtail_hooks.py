"""Where our own pages, menu and start page take the place of Wagtail's."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static

from mingtang.content.cms import views
from mingtang.content.cms.components import parts_for
from mingtang.content.cms.creating import OwnPages
from mingtang.content.identity.roles import EDITOR
from mingtang.content.pages.models import Department

#: Entries of Wagtail's menu that nobody here has a use for: help leads out of the closed network,
#: reports say in Wagtail's terms what the start page says in ours.
_UNUSED = {"help", "reports", "settings", "snippets"}
_EDITORS_ONLY = {"explorer", "images", "documents"}


class EditorsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.actor.has_role(EDITOR))  # type: ignore[attr-defined]


def own_addresses() -> list[URLPattern]:
    return [path("write/", views.choose_place, name="content_write")]


def one_page_from_one_form() -> OwnPages:
    return OwnPages()


def writing_in_the_menu() -> MenuItem:
    return EditorsMenuItem("写新稿件", reverse("content_write"), icon_name="edit", order=5)


def departments_in_the_menu() -> MenuItem:
    address = reverse(Department.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]
    return EditorsMenuItem("部门", address, icon_name="group", order=500)


def own_start_page(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = parts_for(request.actor)  # type: ignore[attr-defined]


def no_numbers_of_everything(request: HttpRequest, items: list[Any]) -> None:
    """Take the counts of pages, pictures and files off the start page: nobody acts on them."""
    items.clear()


def only_what_the_role_can_use(request: HttpRequest, items: list[MenuItem]) -> None:
    hidden = set(_UNUSED)
    if not request.actor.has_role(EDITOR):  # type: ignore[attr-defined]
        hidden |= _EDITORS_ONLY
    items[:] = [item for item in items if item.name not in hidden]


def own_styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("content_cms/cms.css"))


def own_script() -> SafeString:
    return format_html('<script src="{}"></script>', versioned_static("content_cms/cms.js"))


def nobodys_picture(user: Any, size: int) -> str:
    """Show one drawing for everybody: no faces are kept, and none are fetched from elsewhere."""
    return static("content_cms/person.svg")


hooks.register("register_admin_urls", own_addresses)
hooks.register("register_admin_viewset", one_page_from_one_form)
hooks.register("register_admin_menu_item", writing_in_the_menu)
hooks.register("register_admin_menu_item", departments_in_the_menu)
hooks.register("construct_homepage_panels", own_start_page)
hooks.register("construct_homepage_summary_items", no_numbers_of_everything)
hooks.register("construct_main_menu", only_what_the_role_can_use)
hooks.register("insert_global_admin_css", own_styles)
hooks.register("insert_global_admin_js", own_script)
hooks.register("get_avatar_url", nobodys_picture)
