"""Where timeliness appears in the CMS: the menu and its addresses."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static

from mingtang.content.timeliness import views


class EverybodysMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """Whoever is in the CMS writes or reviews: lateness is everybody's business."""
        return True


def timeliness_addresses() -> list[URLPattern]:
    return [
        path("timeliness/", views.show_timeliness, name="content_timeliness"),
        path("timeliness/done/", views.show_stopped, name="content_timeliness_done"),
        path("timeliness/release/", views.release, name="content_release_clock"),
        path("timeliness/days/", views.change_thresholds, name="content_timeliness_days"),
        path("timeliness/ledger.csv", views.download_ledger, name="content_timeliness_ledger"),
        path("timeliness/pages/<int:page_number>/", views.confirm, name="content_confirm_page"),
    ]


def timeliness_in_the_menu() -> MenuItem:
    return EverybodysMenuItem("时效", reverse("content_timeliness"), icon_name="time", order=16)


def own_styles() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}">', versioned_static("content_timeliness/timeliness.css")
    )


hooks.register("register_admin_urls", timeliness_addresses)
hooks.register("register_admin_menu_item", timeliness_in_the_menu)
hooks.register("insert_global_admin_css", own_styles)
