"""The page for a form that was open too long: what our own page sent is given back."""

from django.http import HttpRequest, HttpResponse

from mingtang.kernel.errors import NotAllowed
from mingtang.kernel.faults import refuse
from mingtang.services.counter.entering import kept_page

EXPIRED = "这一页放得太久，或者浏览器关掉了 Cookie。请返回上一页刷新后再提交，已经保存的内容都在。"
EXPIRED_BUT_KEPT = "这一页放得太久了，填的内容还在，请再提交一次"


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not fit; give back what our own pages sent."""
    if is_from_our_own_page(request):
        return kept_page(request, EXPIRED_BUT_KEPT)
    return refuse(request, NotAllowed(EXPIRED))


def is_from_our_own_page(request: HttpRequest) -> bool:
    """Whether the browser vouches for it: pages of other sites cannot set this header."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
