"""What every page knows: the site, the visitor's mode, who is asking and where this is."""

from typing import Any

from django.http import HttpRequest

from mingtang.designsystem.facts import site_facts

MODE_COOKIE = "mode"


def site(request: HttpRequest) -> dict[str, Any]:
    """Template context processor."""
    mode = "elder" if request.COOKIES.get(MODE_COOKIE) == "elder" else "standard"
    return {
        "site": site_facts(),
        "mode": mode,
        "actor": getattr(request, "actor", None),
        "here": request.get_full_path() if request.method == "GET" else "/",
        "is_static": False,
    }
