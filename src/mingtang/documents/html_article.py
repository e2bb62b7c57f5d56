"""Which part of a web page is the article: the smallest part that holds most of its sentences."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

_PUNCTUATION = re.compile(r"[，。；、！？（）《》]")
_MINOR = frozenset(
    [
        "script",
        "style",
        "noscript",
        "nav",
        "footer",
        "aside",
        "header",
        "form",
        "iframe",
        "button",
        "a",
    ]
)
_MINOR_NAME = re.compile(
    r"(^|[-_ ])(nav|menu|foot|footer|header|side|sidebar|crumbs?|breadcrumb|position|share|related|"
    r"recommend|copyright|comment|links?|toolbar|pager|pagebtn|top|qrcode)([-_ ]|$)",
    re.IGNORECASE,
)
_INSEPARABLE = frozenset(["p", "span", "table", "tbody", "tr", "ul", "ol"])
_SHARE_OF_ARTICLE = 0.6


def find_article(body: LexborNode) -> LexborNode:
    """Go down as long as one child holds most of what is said; links and menus do not count."""
    weights: dict[int, float] = {}
    _weigh(body, weights=weights)
    node = body
    while True:
        heavy = max(_children(node), key=lambda child: weights[child.mem_id], default=None)
        if heavy is None or weights[heavy.mem_id] < _SHARE_OF_ARTICLE * weights[node.mem_id]:
            return node
        if weights[node.mem_id] == 0 or (heavy.tag in _INSEPARABLE and not _lays_out(heavy)):
            return node
        node = heavy


def _weigh(node: LexborNode, *, weights: dict[int, float]) -> float:
    """Characters, and above all punctuation: only prose has it. Menus, feet and links weigh nothing."""
    weight = 0.0
    is_minor = node.tag in _MINOR or _MINOR_NAME.search(_name(node))
    child = node.child
    while child is not None:
        if child.tag == "-text":
            text = child.text(deep=False) or ""
            weight += 0.2 * len(text.strip()) + 5.0 * len(_PUNCTUATION.findall(text))
        elif child.tag and not child.tag.startswith("-"):
            weight += _weigh(child, weights=weights)
        child = child.next
    weights[node.mem_id] = 0.0 if is_minor else weight
    return weights[node.mem_id]


def _lays_out(node: LexborNode) -> bool:
    """A table that holds paragraphs in its cells is there for the layout of the page."""
    return node.tag in ("table", "tbody", "tr") and any(
        len(cell.css("p")) > 3 for cell in node.css("td")
    )


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag and not child.tag.startswith("-"):
            yield child
        child = child.next


def _name(node: LexborNode) -> str:
    attributes = node.attributes
    return f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
