"""The session cookie: out of reach of scripts, of other sites, and of the open wire."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mingtang.accounts.sessions.commands.opening import Login

COOKIE = "mingtang_session"


def keep(response: HttpResponse, login: Login) -> None:
    response.set_cookie(
        COOKIE,
        login.token,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def drop(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def token_of(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "")
