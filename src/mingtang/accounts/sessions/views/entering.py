"""The login page and logging out."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from mingtang.accounts.people.commands.loading import DEMO_PASSWORD
from mingtang.accounts.people.models import Account
from mingtang.accounts.people.queries import accounts_to_try
from mingtang.accounts.sessions.commands.ending import log_out
from mingtang.accounts.sessions.commands.opening import log_in
from mingtang.accounts.sessions.cookies import drop, keep, token_of
from mingtang.accounts.sessions.destinations import OWN_ACCOUNT, destination, home_of, safe_address
from mingtang.accounts.sessions.queries import actor_of, why_it_ended
from mingtang.accounts.sessions.visitor import visitor_of
from mingtang.kernel.errors import Invalid, NotAllowed, Refusal
from mingtang.kernel.http import problem_response, refusal_page, wants_json

EXPIRED = "这一页放得太久，或者浏览器关掉了 Cookie。"


@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request)
    typed = _typed(request)
    errors = _missing(typed)
    if errors:
        return _page(request, errors=errors, status=422)
    actor = getattr(request, "actor", None)
    try:
        opened = log_in(
            **typed, visitor=visitor_of(request), replaces=actor.session_id if actor else ""
        )
    except Invalid as refusal:
        return _page(request, errors=refusal.fields, status=refusal.status)
    except Refusal as refusal:
        return _page(request, errors={"name": str(refusal)}, status=refusal.status)
    response = HttpResponseRedirect(destination(opened.actor, request.POST.get("next", "")))
    keep(response, opened)
    return response


@csrf_exempt
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session. Safe to press twice, and without one.

    The button stands on pages of every system, whose form tokens are not ours to check. The session
    cookie is SameSite=Lax: a form of another site comes without it, and then nothing happens.
    """
    actor = getattr(request, "actor", None)
    response = HttpResponseRedirect("/")
    if actor is not None:
        log_out(actor=actor)
    if actor is not None or token_of(request):
        drop(response)
    return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not fit; the login page keeps the name that was typed."""
    if request.path == "/login/":
        return _page(request, errors={"name": f"{EXPIRED}请再登录一次。"}, status=403)
    refusal = NotAllowed(f"{EXPIRED}请返回上一页，刷新后再试。")
    answer = problem_response if wants_json(request) else refusal_page
    return answer(request, refusal)


def _typed(request: HttpRequest) -> dict[str, str]:
    demo = request.POST.get("demo", "")
    if demo and settings.OFFERS_DEMO_LOGINS:
        return {"name": demo, "password": DEMO_PASSWORD, "credit_code": ""}
    names = ("name", "password", "credit_code")
    return {name: request.POST.get(name, "").replace("\x00", "")[:200] for name in names}


def _missing(typed: dict[str, str]) -> dict[str, str]:
    told = {"name": "请填写用户名或手机号。", "password": "请填写密码。"}
    return {field: sentence for field, sentence in told.items() if not typed[field].strip()}


def _demo_logins() -> list[Account]:
    """Return the demo's accounts that have somewhere to go."""
    accounts = accounts_to_try()
    return [one for one in accounts if home_of(actor_of(one, session_id="")) != OWN_ACCOUNT]


def _page(
    request: HttpRequest, *, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    actor = getattr(request, "actor", None)
    wanted = safe_address(request.POST.get("next") or request.GET.get("next") or "")
    token = token_of(request) if request.method == "GET" and actor is None else ""
    context: dict[str, Any] = {
        "errors": errors or {},
        "name": request.POST.get("name", ""),
        "credit_code": request.POST.get("credit_code", ""),
        "next": wanted,
        "why": why_it_ended(token) if token and wanted else "",
        "on": destination(actor, wanted) if actor else "",
        "demo": _demo_logins() if settings.OFFERS_DEMO_LOGINS else [],
    }
    response = render(request, "accounts_sessions/login.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
