"""The inbox: where neighbours bring their news over HTTP."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mingtang.kernel.errors import Refusal
from mingtang.kernel.http import ACTOR_HEADER, problem_response
from mingtang.kernel.outbox.commands import receive
from mingtang.kernel.outbox.errors import EventNotUnderstood, SenderNotEntitled, SenderNotKnown
from mingtang.kernel.signing import read_actor


@csrf_exempt
@require_POST
def inbox(request: HttpRequest) -> HttpResponse:
    """Take one CloudEvent: 200 handled, 202 not for this system, 500 some handler failed."""
    try:
        message = _read_message(request)
        _require_sender(request, topic=message["type"])
        receipt = receive(message)
    except Refusal as refusal:
        return problem_response(request, refusal)
    if not receipt.is_known:
        return JsonResponse({"status": "ignored"}, status=202)
    if receipt.failed:
        body = {"status": "failed", "failed": receipt.failed, "error": receipt.error}
        return JsonResponse(body, status=500)
    return JsonResponse({"status": "handled", "handled": receipt.handled})


def _read_message(request: HttpRequest) -> dict[str, Any]:
    try:
        message = json.loads(request.body)
    except ValueError as error:
        raise EventNotUnderstood from error
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise EventNotUnderstood
    return message


def _require_sender(request: HttpRequest, *, topic: str) -> None:
    """Let in only news signed by the very system it is about."""
    header = request.headers.get(ACTOR_HEADER, "")
    actor = read_actor(header) if header else None
    if actor is None or not actor.is_system:
        raise SenderNotKnown
    if read_actor(header, accept={topic.split(".")[0]}) is None:
        raise SenderNotEntitled
