"""Addresses under which the kernel is tested by itself."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from mingtang.kernel.urls import common_urls


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


urlpatterns = [*common_urls(), path("broken/", broken)]

handler400 = "mingtang.kernel.faults.bad_request"
handler404 = "mingtang.kernel.faults.page_not_found"
handler500 = "mingtang.kernel.faults.server_error"
