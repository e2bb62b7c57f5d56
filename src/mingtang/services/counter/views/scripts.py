"""Serves the scripts of this system's pages; their names change with their content."""

from django.http import Http404, HttpRequest, HttpResponse

from mingtang.services.counter.scripting import NAMES, fingerprint, script_text


def script(request: HttpRequest, name: str, mark: str) -> HttpResponse:
    if name not in NAMES or mark != fingerprint(name):
        raise Http404
    answer = HttpResponse(script_text(name), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
