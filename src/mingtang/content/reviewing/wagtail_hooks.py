"""Where reviewing appears in the CMS: the menu and its addresses."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from mingtang.content.identity.roles import REVIEWER_ROLES
from mingtang.content.reviewing import views


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


hooks.register("register_admin_urls", review_addresses)
hooks.register("register_admin_menu_item", reviews_in_the_menu)
