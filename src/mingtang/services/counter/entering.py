"""Lets people in, and never lets what they typed be lost when their login has run out meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from mingtang.kernel.errors import NotAllowed
from mingtang.kernel.http import LOGIN_ADDRESS, problem_response, wants_json

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponse]
LOGIN_ENDED = "您的登录过期了，填的内容还在这一页"
#: Parts of a form that are not what the person typed.
MACHINERY = frozenset({"csrfmiddlewaretoken"})


def signed_in(view: View[P]) -> View[P]:
    """Files are for citizens and staff alike: who may see which is decided per file."""

    @wraps(view)
    def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.actor is None:
            return HttpResponseRedirect(login_address(request.path))
        return view(request, *args, **kwargs)

    return guarded


def keeping_typed(view: View[P]) -> View[P]:
    """Give what was sent by somebody who is not signed in any more back to them, to send again."""

    @wraps(view)
    def keeping(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.actor is None and request.method == "POST":
            return kept_page(request, LOGIN_ENDED, login=login_address(request.path))
        return view(request, *args, **kwargs)

    return keeping


def kept_page(request: HttpRequest, sentence: str, *, login: str = "") -> HttpResponse:
    """Show what was sent once more, with a button that sends it again.

    Only for requests that came from our own pages: a stranger's must not be offered for sending.
    """
    refusal = NotAllowed(sentence)
    if wants_json(request):
        return problem_response(request, refusal)
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in MACHINERY
        for value in values
    ]
    context = {
        "title": sentence,
        "typed": typed,
        "had_files": bool(request.FILES),
        "login": login,
        "address": request.get_full_path(),
    }
    return render(request, "services_counter/kept.html", context, status=refusal.status)


def login_address(back: str) -> str:
    return f"{LOGIN_ADDRESS}?{urlencode({'next': back})}"
