"""The content policy of the CMS: still no script inside a page, but previews in a frame of our own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

CMS_ADDRESS = "/cms/"
#: Wagtail's editor places its menus with styles in the page; its preview is a frame beside the form.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)


class ContentPolicyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(CMS_ADDRESS):
            response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
