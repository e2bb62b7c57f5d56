"""Turns the database's refusal to let a page go live into a sentence."""

from collections.abc import Callable

from django.db import IntegrityError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse

from mingtang.content.publishing.errors import OnlyThroughPublishing, WithdrawFirst
from mingtang.kernel.errors import Refusal
from mingtang.kernel.http import problem_response, refusal_page, wants_json

#: The trigger's message begins with this (migration 0002 of publishing).
MARK = "mingtang: only publishing"


class OnlyPublishedGoesLiveMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        refusal: Refusal | None = None
        if isinstance(error, ProtectedError):
            refusal = WithdrawFirst()
        elif isinstance(error, IntegrityError) and MARK in str(error):
            refusal = OnlyThroughPublishing()
        if refusal is None:
            return None
        return (problem_response if wants_json(request) else refusal_page)(request, refusal)
