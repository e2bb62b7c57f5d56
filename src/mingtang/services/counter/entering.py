"""Lets anybody in who is signed in; the rest go to the login page and come back after it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect

from mingtang.kernel.http import LOGIN_ADDRESS

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponse]


def signed_in(view: View[P]) -> View[P]:
    """Files are for citizens and staff alike: who may see which is decided per file."""

    @wraps(view)
    def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.actor is None:
            return HttpResponseRedirect(f"{LOGIN_ADDRESS}?{urlencode({'next': request.path})}")
        return view(request, *args, **kwargs)

    return guarded
