"""The door of the CMS: staff with an editor's or reviewer's role, known by their signed actor."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect

from mingtang.content.identity.commands import mirror_staff
from mingtang.content.identity.roles import CMS_ROLES
from mingtang.kernel.errors import NotAllowed
from mingtang.kernel.http import LOGIN_ADDRESS, problem_response, refusal_page, wants_json
from mingtang.kernel.identity import Actor

CMS_ADDRESS = "/cms/"
SESSION_OWNER = "actor_id"


class OnlyCmsStaff(NotAllowed):
    message = "内容管理只对编辑和审核人员开放。需要权限请找本单位的管理员。"


class StaffMiddleware:
    """Puts the mirrored user on the request, and lets nobody else into /cms/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "is_dummy", False):  # Wagtail's preview, inside a checked request
            return self.get_response(request)
        actor: Actor | None = getattr(request, "actor", None)
        request.user = AnonymousUser()
        if not request.path.startswith(CMS_ADDRESS):
            return self.get_response(request)
        if actor is None:
            return _to_login(request)
        if not actor.has_role(*CMS_ROLES):
            return _refuse(request, OnlyCmsStaff())
        request.user = mirror_staff(actor=actor)
        _own_session(request, actor)
        return self.get_response(request)


def _to_login(request: HttpRequest) -> HttpResponse:
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return HttpResponseForbidden("登录已经过期，请重新登录。")
    back = request.get_full_path() if request.method == "GET" else CMS_ADDRESS
    return HttpResponseRedirect(f"{LOGIN_ADDRESS}?{urlencode({'next': back})}")


def _refuse(request: HttpRequest, refusal: NotAllowed) -> HttpResponse:
    return (problem_response if wants_json(request) else refusal_page)(request, refusal)


def _own_session(request: HttpRequest, actor: Actor) -> None:
    """Empty a session left by somebody else at the same browser: it may hold their preview."""
    owner = request.session.get(SESSION_OWNER)
    if owner is not None and owner != str(actor.id):
        request.session.flush()
    if owner != str(actor.id):
        request.session[SESSION_OWNER] = str(actor.id)
