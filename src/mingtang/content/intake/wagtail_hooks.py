"""Where intake appears in the CMS: the menu and its addresses."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static

from mingtang.content.identity.roles import EDITOR
from mingtang.content.intake import views
from mingtang.content.intake.correction import correct


class IntakeMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.actor.has_role(EDITOR))  # type: ignore[attr-defined]


def intake_addresses() -> list[URLPattern]:
    one = "intake/<str:reference>"
    return [
        path("intake/", views.list_submissions, name="content_intake"),
        path("intake/upload/", views.upload, name="content_intake_upload"),
        path("intake/uploads/<uuid:batch>/", views.progress, name="content_intake_progress"),
        path("intake/uploads/<int:upload_number>/stop/", views.stop, name="content_intake_stop"),
        path("intake/lessons/", views.list_lessons, name="content_intake_lessons"),
        path("intake/lessons/<int:lesson_number>/", views.forget, name="content_intake_forget"),
        path(f"{one}/", correct, name="content_intake_submission"),
        path(f"{one}/draft/", views.draft, name="content_intake_draft"),
        path(f"{one}/end/", views.end, name="content_intake_end"),
        path(f"{one}/ask/", views.ask, name="content_intake_ask"),
        path(f"{one}/files/<int:file_number>/", views.open_file, name="content_intake_file"),
    ]


def intake_in_the_menu() -> MenuItem:
    return IntakeMenuItem("来稿", reverse("content_intake"), icon_name="download", order=12)


def own_styles() -> SafeString:
    address = versioned_static("content_intake/intake.css")
    return format_html('<link rel="stylesheet" href="{}">', address)


hooks.register("register_admin_urls", intake_addresses)
hooks.register("register_admin_menu_item", intake_in_the_menu)
hooks.register("insert_global_admin_css", own_styles)
