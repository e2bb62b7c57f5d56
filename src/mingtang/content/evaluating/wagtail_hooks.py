"""Where evaluating appears in the CMS: the menu, its addresses, its style sheet."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static

from mingtang.content.evaluating.views import columns as views


class EvaluationMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.actor.has_role(*views.MAY_LOOK))  # type: ignore[attr-defined]


def evaluation_addresses() -> list[URLPattern]:
    return [
        path("evaluating/", views.show_columns, name="content_evaluation"),
        path("evaluating/look-again/", views.look_again, name="content_look_again"),
        path("evaluating/pages/", views.show_pages, name="content_page_report"),
        path("evaluating/proposals/<int:number>/", views.show_proposal, name="content_proposal"),
    ]


def evaluation_in_the_menu() -> MenuItem:
    return EvaluationMenuItem("栏目评估", reverse("content_evaluation"), icon_name="view", order=20)


def own_styles() -> SafeString:
    address = versioned_static("content_evaluating/evaluating.css")
    return format_html('<link rel="stylesheet" href="{}">', address)


hooks.register("register_admin_urls", evaluation_addresses)
hooks.register("register_admin_menu_item", evaluation_in_the_menu)
hooks.register("insert_global_admin_css", own_styles)
