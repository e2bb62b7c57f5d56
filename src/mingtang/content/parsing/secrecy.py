"""Files that must never be online: those marked 绝密, 机密 or 秘密."""

import re

from mingtang.content.parsing.errors import MarkedSecret
from mingtang.content.parsing.words import SECRECY
from mingtang.documents.model import Document

_HEAD = 12
_ANYWHERE = re.compile(
    r"(?:绝密|机密|秘密)\s*[★☆]\s*(?:\d+\s*年|[一二三四五六七八九十]+\s*年|长期|\d+个?月|$)?"
)


def refuse_secret(document: Document) -> None:
    """A mark at the head, or the star anywhere, is enough: better a false alarm than a leak."""
    for index, block in enumerate(document.blocks):
        text = block.text.strip()
        is_mark = index < _HEAD and len(text) < 40 and SECRECY.match(text)
        is_star = len(text) < 60 and _ANYWHERE.search(text)
        if is_mark or is_star:
            raise MarkedSecret
