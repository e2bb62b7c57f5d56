"""Rich text on its way out: links resolved, and only harmless elements left, whoever wrote it."""

import re

from bs4 import BeautifulSoup, Tag
from selectolax.lexbor import LexborHTMLParser
from wagtail.rich_text import expand_db_html
from wagtail.whitelist import Whitelister, allow_without_attributes, attribute_rule, check_url

_PLAIN = [
    "b",
    "br",
    "em",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "strong",
    "sub",
    "sup",
    "ul",
    "blockquote",
]
#: Elements whose content is not text for people either.
_WITH_CONTENT = [
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "template",
    "noscript",
    "svg",
    "math",
    "form",
]


class _Cleaner(Whitelister):
    element_rules = {
        "[document]": allow_without_attributes,
        "a": attribute_rule({"href": check_url}),
        **dict.fromkeys(_PLAIN, allow_without_attributes),
    }

    def clean_tag_node(self, doc: BeautifulSoup, tag: Tag) -> None:
        if tag.name in _WITH_CONTENT:
            tag.decompose()
            return
        super().clean_tag_node(doc, tag)


_CLEANER = _Cleaner()


#: Text, the three escapes cleaning writes itself, and harmless elements without a single attribute.
_PIECE = re.compile(r"[^<>&\"]+|&(?:amp|lt|gt);|<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<void>/?)>")
_VOID = frozenset(["br", "hr"])


def is_clean(source: str) -> bool:
    """Whether cleaning would change nothing: only plain elements, each closed where it should be."""
    opened: list[str] = []
    place = 0
    while place < len(source):
        piece = _PIECE.match(source, place)
        if piece is None:
            return False
        place = piece.end()
        name = piece["name"]
        if name is None:
            continue
        is_void = name in _VOID
        if name not in _PLAIN or bool(piece["void"]) != is_void or (is_void and piece["end"]):
            return False
        if piece["end"]:
            if not opened or opened.pop() != name:
                return False
        elif name not in _VOID:
            opened.append(name)
    return not opened


def safe_html(source: str) -> str:
    """Return rich text as HTML for the public page. Most of it is clean already, and is not parsed."""
    if is_clean(source):
        return source
    cleaned: str = _CLEANER.clean(expand_db_html(source))
    return cleaned


def plain_text(html: str) -> str:
    """Return what a reader would read, for search and feeds."""
    body = LexborHTMLParser(html).body
    return " ".join(body.text(separator=" ").split()) if body else ""
