"""The one place where callers become actors, and refusals become answers (RFC 9457)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.security import APIKeyHeader

from mingtang.kernel.errors import Invalid, NotAllowed, Refusal
from mingtang.kernel.identity import Actor
from mingtang.kernel.signing import read_actor

ACTOR_HEADER = "X-Mingtang-Actor"
LOGIN_ADDRESS = "/login/"

P = ParamSpec("P")
Respond = Callable[[HttpRequest], HttpResponse]


class ActorRequest(HttpRequest):
    """A request whose sender is known; None is an anonymous visitor."""

    actor: Actor | None


class CitizenRequest(HttpRequest):
    """A request that has passed `citizens_only` or `staff_only`."""

    actor: Actor


#: The same guarantee, named for the other kind of view.
StaffRequest = CitizenRequest


class AuthenticatedRequest(HttpRequest):
    """A request to an API: django-ninja puts the actor into `auth`."""

    auth: Actor


class ActorMiddleware:
    """Puts the actor of the signed header on the request. Nobody trusts the network."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        header = request.headers.get(ACTOR_HEADER)
        request.actor = read_actor(header) if header else None  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.actor is not None:  # type: ignore[attr-defined]
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class RefusalMiddleware:
    """Turns a refusal raised by a view into its page, or into problem details for programs."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refusal):
            return None
        if wants_json(request):
            return problem_response(request, error)
        return refusal_page(request, error)


def wants_json(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept", "")
    return "application/json" in accepted or "application/problem+json" in accepted


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    context = {"status": refusal.status, "title": str(refusal), "refusal": refusal}
    return render(request, "designsystem/refusal.html", context, status=refusal.status)


def problem_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer with problem details. The sentence is for people, the type for programs."""
    problem: dict[str, Any] = {
        "type": f"/problems/{type(refusal).__name__}",
        "title": str(refusal),
        "status": refusal.status,
        "trace": getattr(request, "trace_id", ""),
    }
    if isinstance(refusal, Invalid):
        problem["fields"] = refusal.fields
    return JsonResponse(problem, status=refusal.status, content_type="application/problem+json")


class SignedActor(APIKeyHeader):
    """Trusts the short-lived header signed by the gateway or by a calling system."""

    param_name = ACTOR_HEADER

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        return read_actor(key or "")


def new_api(*, title: str) -> NinjaAPI:
    """Return an API whose callers are signed actors and whose refusals are problem details."""
    api = NinjaAPI(title=title, version="1.0.0", auth=SignedActor(), urls_namespace=title)
    api.add_exception_handler(Refusal, _refusal_of_api)
    api.add_exception_handler(ValidationError, _invalid_input_of_api)
    return api


def _refusal_of_api(request: HttpRequest, refusal: Refusal | type[Refusal]) -> HttpResponse:
    return problem_response(request, refusal if isinstance(refusal, Refusal) else refusal())


def _invalid_input_of_api(
    request: HttpRequest, error: ValidationError | type[ValidationError]
) -> HttpResponse:
    problems = error.errors if isinstance(error, ValidationError) else []
    fields = {".".join(map(str, problem["loc"])): problem["msg"] for problem in problems}
    return problem_response(request, Invalid(fields))


View = Callable[Concatenate[Any, P], HttpResponse]


def citizens_only(view: View[P]) -> View[P]:
    """Let citizens in; send the anonymous to the login page and bring them back after it."""
    return _guarded(view, lambda actor: actor.is_citizen, "请用个人或企业账号登录后办理。")


def staff_only(*roles: str) -> Callable[[View[P]], View[P]]:
    """Let staff in who hold one of the roles (any staff when none is named)."""

    def decorate(view: View[P]) -> View[P]:
        return _guarded(
            view,
            lambda actor: actor.has_role(*roles) if roles else actor.is_staff,
            "这个页面只对有相应岗位的工作人员开放。",
        )

    return decorate


def _guarded(view: View[P], may_pass: Callable[[Actor], bool], sentence: str) -> View[P]:
    @wraps(view)
    def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.actor is None:
            return _to_login(request)
        if not may_pass(request.actor):
            raise NotAllowed(sentence)
        return view(request, *args, **kwargs)

    return cast(View[P], guarded)


def _to_login(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else request.path
    return HttpResponseRedirect(f"{LOGIN_ADDRESS}?{urlencode({'next': back})}")
