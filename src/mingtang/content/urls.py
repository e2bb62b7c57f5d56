"""Addresses of content: the CMS for staff. The public site is files on disk and needs none."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from mingtang.content.cms.views import ScriptWords
from mingtang.content.evaluating.views.feedback import feedback
from mingtang.kernel.urls import common_urls


def to_logout(request: HttpRequest) -> HttpResponse:
    """Hand the pressed button on to the user centre, which ends sessions; a link ends nothing."""
    target = "/logout/" if request.method == "POST" else "/my/"
    return HttpResponseRedirect(target, preserve_request=request.method == "POST")


def to_own_account(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("/my/")


def to_login(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("/login/?next=/cms/")


def nothing_here(request: HttpRequest, *args: str) -> HttpResponse:
    """Refuse: accounts and passwords live in the user centre; pages are served from disk."""
    raise Http404


urlpatterns = [
    *common_urls(),
    path("feedback/", feedback, name="content_feedback"),
    path("cms/login/", to_login),
    path("cms/logout/", to_logout),
    path("cms/account/", to_own_account),
    path("cms/jsi18n/", ScriptWords.as_view()),
    re_path(r"^cms/(?:account|users|groups|password_reset)/", nothing_here),
    path("cms/media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    path("cms/documents-of-drafts/", include(wagtaildocs_urls)),
    path("cms/", include(wagtailadmin_urls)),
    # Only so that Wagtail knows the address of a page; the gateway never asks for it.
    re_path(r"^((?:[\w\-]+/)*)$", nothing_here, name="wagtail_serve"),
]

handler400 = "mingtang.kernel.faults.bad_request"
handler404 = "mingtang.kernel.faults.page_not_found"
handler500 = "mingtang.kernel.faults.server_error"
