"""Wrong words of the small published list, each with the words around it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from mingtang.operations.survey.facts import Hit
from mingtang.operations.survey.rules import Wording

_AROUND = 12


def find_wordings(text: str, wordings: Sequence[Wording]) -> Iterator[Hit]:
    any_of = _any_of(tuple(wording.pattern for wording in wordings))
    if not any_of.search(text):
        return
    for wording in wordings:
        found = re.search(wording.pattern, text)
        if found:
            around = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
            said = " ".join(around.split())
            yield Hit(wording.rule, f"“{found[0]}”应为“{wording.suggestion}”：…{said}…")


@cache
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)")
