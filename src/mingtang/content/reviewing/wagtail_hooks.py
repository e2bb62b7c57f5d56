"""Where reviewing appears in the CMS: the menu and its addresses."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static

from mingtang.content.identity.roles import REVIEWER_ROLES
from mingtang.content.reviewing import absences, views
from mingtang.content.reviewing.seats import seats_of


class ReviewsMenuItem(MenuItem):
    """Shown to reviewers, and to whoever stands in for one."""

    def is_shown(self, request: HttpRequest) -> bool:
        actor = request.actor  # type: ignore[attr-defined]
        return bool(actor.has_role(*REVIEWER_ROLES) or seats_of(actor))


def review_addresses() -> list[URLPattern]:
    return [
        path("reviewing/", views.list_reviews, name="content_reviews"),
        path("reviewing/absences/", absences.show_absences, name="content_absences"),
        path(
            "reviewing/absences/<int:delegation_number>/revoke/",
            absences.revoke,
            name="content_revoke_absence",
        ),
        path("reviewing/pages/<int:page_number>/", views.show_sheet, name="content_review_sheet"),
        path("reviewing/<int:task_state_number>/", views.show_review, name="content_review"),
    ]


def reviews_in_the_menu() -> MenuItem:
    return ReviewsMenuItem(
        "待我审核", reverse("content_reviews"), icon_name="clipboard-list", order=10
    )


def absences_in_the_menu() -> MenuItem:
    return ReviewsMenuItem("我不在时", reverse("content_absences"), icon_name="user", order=11)


def own_styles() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}">', versioned_static("content_reviewing/reviewing.css")
    )


hooks.register("register_admin_urls", review_addresses)
hooks.register("register_admin_menu_item", reviews_in_the_menu)
hooks.register("register_admin_menu_item", absences_in_the_menu)
hooks.register("insert_global_admin_css", own_styles)
