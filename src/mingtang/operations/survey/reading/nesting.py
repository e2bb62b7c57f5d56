"""Nesting: the parser's time grows with the square of the depth, so pages that nest without end are not parsed."""

import re

DEEPEST = 1000
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
#: Elements without an end, or whose end may be left out.
_OPEN_ENDED = frozenset(
    (
        *("br", "img", "input", "meta", "link", "hr", "area", "base", "col", "wbr", "source"),
        *("p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "path", "rect"),
    )
)


def is_too_deep(text: str) -> bool:
    if text.count("<") < DEEPEST:
        return False
    depth = 0
    for found in _TAG.finditer(text):
        if found[2].lower() in _OPEN_ENDED:
            continue
        depth = max(depth - 1, 0) if found[1] else depth + 1
        if depth > DEEPEST:
            return True
    return False
