"""The login page, logging out, and the gateway's question whether a session lives."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingtang.accounts.sessions.commands import log_in, log_out, touch_session
from mingtang.kernel.errors import Refusal

COOKIE = "mingtang_session"
HOME_OF_CITIZENS, HOME_OF_OFFICERS, HOME_OF_EDITORS = "/my/", "/desk/", "/cms/"


@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request)
    name, password = request.POST.get("name", ""), request.POST.get("password", "")
    errors = _missing(name, password)
    if errors:
        return _page(request, errors=errors, status=422)
    try:
        entered = log_in(name=name, password=password, device=request.headers.get("User-Agent", ""))
    except Refusal as refusal:
        return _page(request, errors={"name": str(refusal)}, status=refusal.status)
    roles = entered.actor.roles
    home = HOME_OF_OFFICERS if "officer" in roles else HOME_OF_EDITORS
    response = HttpResponseRedirect(_next(request) or (home if roles else HOME_OF_CITIZENS))
    response.set_cookie(
        COOKIE, entered.token, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    actor = getattr(request, "actor", None)
    if actor is not None:
        log_out(actor=actor)
    response = HttpResponseRedirect("/")
    response.delete_cookie(COOKIE)
    return response


@require_GET
def session(request: HttpRequest, session_id: str) -> JsonResponse:
    """Tell the gateway whether the session lives."""
    return JsonResponse({"alive": touch_session(session_id)})


def _missing(name: str, password: str) -> dict[str, str]:
    told = {"name": (name, "请填写用户名或手机号。"), "password": (password, "请填写密码。")}
    return {field: sentence for field, (value, sentence) in told.items() if not value.strip()}


def _next(request: HttpRequest) -> str:
    """Return where the person was going, if that is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else ""


def _page(
    request: HttpRequest, *, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    context = {"errors": errors or {}, "name": request.POST.get("name", ""), "next": _next(request)}
    response = render(request, "accounts_sessions/login.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
