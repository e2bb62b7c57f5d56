"""Values with their places in the source, and the trust that a scan or a web page's own table deserves."""

import re

from mingtang.content.parsing.anatomy import Anatomy
from mingtang.content.parsing.model import Found


def found_in(
    anatomy: Anatomy, start: int, end: int, *, confidence: float, text: str | None = None
) -> Found:
    """A piece of the source. Recognised text is trusted no more than the engine trusts it."""
    document = anatomy.document
    if document.is_scan:
        scores = [b.confidence for b in document.blocks if b.start < end and b.end > start]
        confidence *= min(scores, default=0.8)
    return Found(
        text=document.text[start:end] if text is None else text,
        start=start,
        end=end,
        page=document.page_at(start),
        confidence=round(confidence, 2),
    )


def property_value(
    anatomy: Anatomy, *names: str, confidence: float, only: re.Pattern[str] | None = None
) -> list[Found]:
    """What the web page says about its article in a table of its own."""
    for block in anatomy.properties:
        name, _, value = block.text.partition("：")
        if name in names and value.strip() and (only is None or only.search(value)):
            start = block.start + len(name) + 1
            return [found_in(anatomy, start, block.end, text=value.strip(), confidence=confidence)]
    return []
