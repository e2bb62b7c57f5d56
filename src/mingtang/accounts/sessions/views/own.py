"""One's own logins: the devices, the password, and for whom one acts."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingtang.accounts.people.errors import OrganisationNotFound
from mingtang.accounts.people.queries import representations_of
from mingtang.accounts.sessions.commands.ending import (
    change_password,
    end_other_sessions,
    end_session,
)
from mingtang.accounts.sessions.commands.opening import act_for
from mingtang.accounts.sessions.cookies import drop, keep
from mingtang.accounts.sessions.errors import SessionNotFound
from mingtang.accounts.sessions.guarding import anybody_known
from mingtang.accounts.sessions.passwords import RULE
from mingtang.accounts.sessions.queries import living_sessions_of
from mingtang.accounts.sessions.visitor import visitor_of
from mingtang.kernel.errors import Invalid, Refusal
from mingtang.kernel.http import CitizenRequest, citizens_only

DEVICES = "/my/sessions/"


@anybody_known
@require_GET
def devices(request: CitizenRequest) -> HttpResponse:
    sessions = living_sessions_of(request.actor)
    used = request.actor.session_id
    context = {
        "in_use": next((session for session in sessions if session.pk == used), None),
        "others": [session for session in sessions if session.pk != used],
        "has_new_password": request.GET.get("password") == "changed",
        "tab": "account",
    }
    return render(request, "accounts_sessions/devices.html", context)


@anybody_known
@require_POST
def end(request: CitizenRequest) -> HttpResponse:
    """End one of the other sessions, or all of them. Pressed twice it is still ended."""
    session_id = request.POST.get("session", "")
    if not session_id:
        end_other_sessions(actor=request.actor)
        return HttpResponseRedirect(DEVICES)
    end_session(actor=request.actor, session_id=session_id)
    if session_id != request.actor.session_id:
        return HttpResponseRedirect(DEVICES)
    response = HttpResponseRedirect("/")
    drop(response)
    return response


@anybody_known
@require_http_methods(["GET", "POST"])
def password(request: CitizenRequest) -> HttpResponse:
    errors: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            _change_password(request)
            return HttpResponseRedirect(f"{DEVICES}?password=changed")
        except Invalid as refusal:
            errors, status = refusal.fields, refusal.status
        except Refusal as refusal:
            errors, status = {"current": str(refusal)}, refusal.status
    context = {"errors": errors, "rule": RULE, "tab": "account"}
    return render(request, "accounts_sessions/password.html", context, status=status)


@citizens_only
@require_http_methods(["GET", "POST"])
def organisation(request: CitizenRequest) -> HttpResponse:
    """Choose for whom to act: oneself, or an organisation one may represent."""
    error, status = "", 200
    if request.method == "POST":
        try:
            opened = act_for(
                actor=request.actor,
                organisation_id=_chosen(request.POST.get("organisation", "")),
                visitor=visitor_of(request),
            )
        except (OrganisationNotFound, SessionNotFound) as refusal:
            error, status = str(refusal), refusal.status
        else:
            response = HttpResponseRedirect("/my/")
            keep(response, opened)
            return response
    context: dict[str, Any] = {
        "representations": list(representations_of(request.actor.id)),
        "error": error,
        "tab": "account",
    }
    return render(request, "accounts_sessions/organisation.html", context, status=status)


def _change_password(request: CitizenRequest) -> None:
    current, new, again = (request.POST.get(name, "") for name in ("current", "new", "again"))
    if not current:
        raise Invalid({"current": "请填写现在的密码。"})
    if new != again:
        raise Invalid({"again": "两次写的新密码不一样，请再写一遍。"})
    change_password(actor=request.actor, current=current, new=new, visitor=visitor_of(request))


def _chosen(value: str) -> UUID | None:
    if not value:
        return None
    try:
        return UUID(value)
    except ValueError as error:
        raise OrganisationNotFound from error
