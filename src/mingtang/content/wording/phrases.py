"""Full forms that may not be altered: finds those with one letter wrong, missing, added or swapped."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from mingtang.content.wording.matching import Finder
from mingtang.content.wording.model import Hit, Text
from mingtang.content.wording.rules import plain_data

_CHINESE = re.compile(r"[\u3400-\u9fff、“”]+")


def phrase_hits(text: Text) -> Iterator[Hit]:
    words, finder, by_half = text.words, *_halves()
    reported: set[int] = set()
    for place, half in finder.found_in(words):
        for phrase, right, is_head in by_half[half]:
            found = _altered(words, (place, place + len(half)), phrase, is_head=is_head)
            if found is None or found[0] in reported or _is_right(words, found[0], right):
                continue
            reported.add(found[0])
            yield Hit("fixed-phrase", *found, phrase)


@cache
def _halves() -> tuple[Finder, dict[str, list[tuple[str, Sequence[str], bool]]]]:
    """A phrase with one letter wrong has one half intact: look for both."""
    by_half: dict[str, list[tuple[str, Sequence[str], bool]]] = {}
    for given in plain_data("phrases.yaml"):
        phrase = given["phrase"]
        middle = len(phrase) // 2
        right = [phrase, *given.get("right", ())]
        by_half.setdefault(phrase[:middle], []).append((phrase, right, True))
        by_half.setdefault(phrase[middle:], []).append((phrase, right, False))
    return Finder(by_half), by_half


def _altered(
    words: str, half: tuple[int, int], phrase: str, *, is_head: bool
) -> tuple[int, int] | None:
    """Return where the altered phrase stands, if what is around the half is one letter off."""
    length = len(phrase)
    for size in (length, length - 1, length + 1):
        start = half[0] if is_head else half[1] - size
        if start < 0 or start + size > len(words):
            continue
        found = words[start : start + size]
        if found == phrase:
            return None
        if _CHINESE.fullmatch(found) and _one_off(found, phrase):
            return start, start + size
    return None


def _one_off(found: str, phrase: str) -> bool:
    """One letter wrong, missing, added or two swapped. The ends must stand if the length differs."""
    if len(found) == len(phrase):
        wrong = [index for index, letter in enumerate(found) if letter != phrase[index]]
        is_swap = (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and found[wrong[0]] == phrase[wrong[1]]
            and found[wrong[1]] == phrase[wrong[0]]
        )
        return len(wrong) == 1 or is_swap
    if found[0] != phrase[0] or found[-1] != phrase[-1]:
        return False
    longer, shorter = sorted((found, phrase), key=len, reverse=True)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(1, len(longer) - 1))


def _is_right(words: str, start: int, right: Sequence[str]) -> bool:
    return any(words.startswith(form, start) for form in right)
