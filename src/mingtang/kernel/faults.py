"""The pages for an address that leads nowhere, for too much at once, and for our own faults."""

from django.http import HttpRequest, HttpResponse

from mingtang.kernel.errors import NotFound, Refusal
from mingtang.kernel.http import problem_response, refusal_page, wants_json


class TooMuchSent(Refusal):
    message = "一次发来的内容太多，没有收下。请返回上一页，把文字写短一些，或者分几次上传文件。"


class OurFault(Refusal):
    status = 500
    message = "网站出了一点问题，不是您操作的问题，已经记下来了。请过一会儿再试，填过的内容都在。"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, TooMuchSent())


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, NotFound("没有这一页，地址可能写错了，或者已经换了地方。"))


def server_error(request: HttpRequest) -> HttpResponse:
    return refuse(request, OurFault())


def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a program with problem details (RFC 9457), a person with a page."""
    if wants_json(request):
        return problem_response(request, refusal)
    return refusal_page(request, refusal)
