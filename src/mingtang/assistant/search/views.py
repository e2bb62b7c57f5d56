"""The search page. The same address answers without JavaScript, for programs and for people."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingtang.assistant.search.results import EVERYTHING, TYPES, find_results

#: What comes back into the box; a question longer than this was pasted by accident.
SHOWN_CHARACTERS = 500


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "")[:SHOWN_CHARACTERS].replace("\x00", "").strip()
    kind = request.GET.get("type", EVERYTHING)
    results = find_results(typed, kind=kind, page=_number(request.GET.get("page", "")))
    context = {
        "typed": typed,
        "results": results,
        "kind": kind if kind in TYPES else EVERYTHING,
        "address": f"/search?{urlencode({'q': typed})}" if typed else "/search",
    }
    response = render(request, "assistant_search/search.html", context)
    # What somebody looks for is nobody else's business, and a page published a second ago counts.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1
