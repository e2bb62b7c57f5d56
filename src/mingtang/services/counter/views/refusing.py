"""The pages for a form that was open too long, an address that leads nowhere, and our own faults."""

from django.http import HttpRequest, HttpResponse

from mingtang.kernel.errors import NotAllowed, NotFound, Refusal
from mingtang.kernel.http import problem_response, refusal_page, wants_json
from mingtang.services.counter.entering import kept_page

EXPIRED = "这一页放得太久，或者浏览器关掉了 Cookie。请返回上一页刷新后再提交，已经保存的内容都在。"
EXPIRED_BUT_KEPT = "这一页放得太久了，填的内容还在，请再提交一次"


class TooMuchSent(Refusal):
    message = "一次发来的内容太多，没有收下。请返回上一页，把文字写短一些，或者分几次上传文件。"


class OurFault(Refusal):
    status = 500
    message = "网站出了一点问题，不是您操作的问题，已经记下来了。请过一会儿再试，填过的内容都在。"


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not fit; give back what our own pages sent."""
    if is_from_our_own_page(request):
        return kept_page(request, EXPIRED_BUT_KEPT)
    return _answer(request, NotAllowed(EXPIRED))


def is_from_our_own_page(request: HttpRequest) -> bool:
    """Whether the browser vouches for it: pages of other sites cannot set this header."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, TooMuchSent())


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, NotFound("没有这一页，地址可能写错了，或者已经换了地方。"))


def server_error(request: HttpRequest) -> HttpResponse:
    return _answer(request, OurFault())


def _answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if wants_json(request):
        return problem_response(request, refusal)
    return refusal_page(request, refusal)
