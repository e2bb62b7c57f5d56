"""Where formats appear in the CMS: their menu and addresses."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from mingtang.content.formats import views
from mingtang.content.identity.roles import CMS_ROLES


class FormatsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.actor.has_role(*CMS_ROLES))  # type: ignore[attr-defined]


def format_addresses() -> list[URLPattern]:
    return [
        path("formats/", views.list_editions, name="content_formats"),
        path("formats/<int:page_number>/again/", views.order, name="content_formats_again"),
        path("formats/<int:revision_number>/<slug:key>/", views.show_format, name="content_format"),
    ]


def formats_in_the_menu() -> MenuItem:
    return FormatsMenuItem(
        "多格式", reverse("content_formats"), icon_name="doc-full-inverse", order=21
    )


def style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("content_formats/formats.css"))


hooks.register("register_admin_urls", format_addresses)
hooks.register("register_admin_menu_item", formats_in_the_menu)
hooks.register("insert_global_admin_css", style)
