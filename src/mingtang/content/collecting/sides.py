"""Two texts beside each other, line by line, with what differs marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Pair:
    """A line then and now; one of them may be missing."""

    before: SafeString
    now: SafeString
    is_changed: bool


def side_by_side(before: str, now: str) -> list[Pair]:
    old, new = before.split("\n"), now.split("\n")
    pairs: list[Pair] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += [_same(line) for line in old[a:b]]
        else:
            pairs += _changed(old[a:b], new[c:d])
    return pairs


def _same(line: str) -> Pair:
    return Pair(escape(line), escape(line), is_changed=False)


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    for number in range(max(len(old), len(new))):
        before = old[number] if number < len(old) else ""
        now = new[number] if number < len(new) else ""
        steps = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
        yield Pair(
            _marked("del", [(before[a:b], tag != "equal") for tag, a, b, _, _ in steps]),
            _marked("ins", [(now[c:d], tag != "equal") for tag, _, _, c, d in steps]),
            is_changed=True,
        )


def _marked(element: str, parts: Sequence[tuple[str, bool]]) -> SafeString:
    opening, closing = mark_safe(f"<{element}>"), mark_safe(f"</{element}>")  # noqa: S308  our own
    said = ((opening if m else "", text, closing if m else "") for text, m in parts if text)
    return format_html_join("", "{}{}{}", said)
