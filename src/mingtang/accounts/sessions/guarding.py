"""Lets in whoever is logged in, of whatever kind: citizens and staff both look after a password."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse

from mingtang.kernel.http import citizens_only

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponse]


def anybody_known(view: View[P]) -> View[P]:
    """Let people in who are logged in; send everybody else the way `citizens_only` does."""
    for_others = citizens_only(view)

    @wraps(view)
    def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        is_staff = request.actor is not None and request.actor.is_staff
        return (view if is_staff else for_others)(request, *args, **kwargs)

    return guarded
