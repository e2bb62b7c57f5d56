"""The page for a form that was open too long."""

from django.http import HttpRequest, HttpResponse

from mingtang.kernel.errors import NotAllowed
from mingtang.kernel.http import problem_response, refusal_page, wants_json

SENTENCE = "这一页放得太久，或者浏览器关掉了 Cookie。请返回上一页刷新后再提交，已经保存的内容都在。"


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not fit."""
    refusal = NotAllowed(SENTENCE)
    return (
        problem_response(request, refusal)
        if wants_json(request)
        else refusal_page(request, refusal)
    )
