"""Where upkeep appears in the CMS."""

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from mingtang.content.upkeep import views


def status_address() -> list[URLPattern]:
    return [path("publishing/status/", views.show_status, name="content_publishing_status")]


def status_in_the_menu() -> MenuItem:
    return MenuItem(
        "发布状态", reverse("content_publishing_status"), icon_name="circle-check", order=21
    )


hooks.register("register_admin_urls", status_address)
hooks.register("register_admin_menu_item", status_in_the_menu)
