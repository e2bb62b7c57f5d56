"""Which part of a web page is the article: the smallest part that holds most of its sentences."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

_PUNCTUATION = re.compile(r"[，。；：、！？（）《》]")
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
        "head",
        "button",
    ]
)
_MINOR_NAME = re.compile(
    r"(^|[-_ ])(nav|menu|foot|footer|header|side|sidebar|crumbs?|breadcrumb|position|share|related|"
    r"recommend|copyright|comment|links?|toolbar|pager|pagebtn|top|qrcode)([-_ ]|$)",
    re.IGNORECASE,
)
_SHARE_OF_ARTICLE = 0.72


def find_article(body: LexborNode) -> LexborNode:
    """Go down as long as one child holds most of what is said; links and menus do not count."""
    node, weight = body, _weight(body)
    while weight > 0:
        best, most = node, 0.0
        for child in _children(node):
            heavy = _weight(child)
            if heavy > most:
                best, most = child, heavy
        if most < _SHARE_OF_ARTICLE * weight or best.tag in ("p", "span", "table", "tbody", "tr"):
            if best.tag in ("table", "tbody", "tr") and most >= 0.9 * weight and _lays_out(best):
                node, weight = best, most
                continue
            break
        node, weight = best, most
    return node


def _lays_out(node: LexborNode) -> bool:
    return any(len(cell.css("p")) > 3 for cell in node.css("td"))


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag and not child.tag.startswith("-"):
            yield child
        child = child.next


def _weight(node: LexborNode) -> float:
    """Characters that are not in links, and above all punctuation: only prose has it."""
    if node.tag in _MINOR or _MINOR_NAME.search(_name(node)):
        return 0.0
    text = node.text(separator="") or ""
    links = sum(len(link.text() or "") for link in node.css("a"))
    scripts = sum(len(script.text() or "") for script in node.css("script, style"))
    prose = max(0, len(text) - links - scripts)
    return prose * 0.2 + 10.0 * len(_PUNCTUATION.findall(text)) * (prose / max(1, len(text)))


def _name(node: LexborNode) -> str:
    attributes = node.attributes
    return f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
