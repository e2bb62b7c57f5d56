"""The facts of the site and its templates, as publishing uses them."""

from collections.abc import Mapping
from typing import Any

from mingtang.designsystem.facts import site_facts
from mingtang.designsystem.rendering import render_page


def facts() -> Mapping[str, Any]:
    return site_facts()


def base_address() -> str:
    """Return the public address of the site, for feeds and site maps, which need whole addresses."""
    return f"https://{facts().get('domain') or 'localhost'}"


def page(template: str, context: Mapping[str, Any], *, here: str) -> bytes:
    """Return a finished page: no visitor, nothing personal, `data-mode` as in the standard version."""
    return render_page(f"designsystem/pages/{template}.html", context, here=here).encode()
