"""How dates and sentences are written and cut."""

import re
from datetime import date

_OPENING, _CLOSING = "（(《“‘「【〔", "）)》”’」】〕"


def in_chinese(day: date | None) -> str:
    """`2026年3月5日`, as the standard writes a date."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def sentences_of(text: str) -> list[str]:
    """Cut after full stops, question and exclamation marks that stand outside of brackets."""
    found: list[str] = []
    depth, begin = 0, 0
    for index, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING)
        if character == "\n" or (character in "。！？" and depth <= 0):
            found.append(text[begin : index + 1].strip())
            begin, depth = index + 1, 0
    found.append(text[begin:].strip())
    return [sentence for sentence in found if sentence]


def clauses_of(sentence: str) -> list[str]:
    """Cut after commas, semicolons and colons outside of brackets and of numbers."""
    parts = re.split(r"(?<=[，；;：])(?![^（(]*[）)])", sentence)
    return [part.strip() for part in parts if part.strip()]
