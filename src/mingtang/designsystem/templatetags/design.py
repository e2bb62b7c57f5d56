"""Template tags of the design system: assets, icons, where one is, and values in plain words."""

import re
from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from mingtang.designsystem.drawings import shapes_of
from mingtang.designsystem.facts import Facts, asset_address, department_name

register = template.Library()

_KILOBYTE = 1024


@register.simple_tag(takes_context=True)
def printed(context: Context, template_name: str, **values: Hashable) -> SafeString:
    """Include a part that depends on the site's facts and the values named here, and on nothing else.

    It is printed once for each set of values: the head and foot of a page cost as much as the rest.
    """
    facts = context.get("site")
    print_ = _printed if isinstance(facts, Facts) else _printed.__wrapped__
    return print_(facts, template_name, **values)


@lru_cache(maxsize=2048)
def _printed(facts: Facts, template_name: str, **values: Hashable) -> SafeString:
    return render_to_string(template_name, {"site": facts, **values})


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, size: str = "") -> SafeString:
    """An icon beside a word; screen readers pass over it. Sizes are `s` and `l`."""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">{}</svg>',
        f" icon--{size}" if size else "",
        mark_safe(shapes_of(name)),  # noqa: S308  our own drawing, no input
    )


@register.simple_tag
def asset(name: str) -> str:
    return asset_address(name)


@register.simple_tag
def current(path: str, here: str) -> SafeString:
    """Mark the link to this page, or to the part of the site this page is in."""
    if path == here:
        return mark_safe(' aria-current="page"')
    is_above = path not in {"", "/"} and here.startswith(path)
    return mark_safe(' aria-current="true"' if is_above else "")  # noqa: S308  a constant


@register.filter
def department(code: str) -> str:
    """Return the short name of a department."""
    return department_name(code)


@register.filter
def size(number: int) -> str:
    """Return the size of a file as people say it."""
    kilobytes = number / _KILOBYTE
    if kilobytes < _KILOBYTE:
        return f"{max(1, round(kilobytes))} KB"
    return f"{kilobytes / _KILOBYTE:.1f} MB"


@register.filter
def phones(text: str) -> list[str]:
    """Return the telephone numbers of a text one by one."""
    return [number.strip() for number in re.split(r"[，,、；;/]", str(text)) if number.strip()]


@register.filter
def dial(number: str) -> str:
    """Return the first telephone number in a text as an address to call."""
    digits = ""
    for sign in str(number):
        if sign.isdigit():
            digits += sign
        elif digits and sign not in "-－ ()（）":
            break
    return f"tel:{digits}"
