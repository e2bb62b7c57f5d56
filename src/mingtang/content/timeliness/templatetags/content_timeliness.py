"""Small questions templates ask."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def of(found: dict[Any, Any], key: Any) -> Any:
    """Return what a mapping holds under a key."""
    return found.get(key)


@register.filter
def bar(part: int, whole: int) -> int:
    """Return a length of a bar of 100, never nothing when there is something."""
    if not whole or not part:
        return 0
    return max(2, round(100 * part / whole))
