"""Renders a page that is the same for everybody, to be written to disk."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from mingtang.designsystem.facts import site_facts


def render_page(template: str, context: Mapping[str, Any], *, here: str = "/") -> str:
    """Return the finished page at the address `here`, in standard mode and for nobody in person.

    The gateway turns `data-mode="standard"` into the mode a visitor chose.
    """
    shared = {
        "site": site_facts(),
        "mode": "standard",
        "actor": None,
        "here": here,
        "is_static": True,
    }
    return render_to_string(template, {**shared, **context})
