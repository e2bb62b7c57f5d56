"""What has changed in a text since it was last public, marked word by word for the reviewer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from bs4 import BeautifulSoup
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Page

from mingtang.content.pages.shown import ShownText, shown

_END_OF_LINE = re.compile(r"</(?:p|h[2-4]|li|tr|caption|blockquote|figure)>|<br ?/?>")
_END_OF_CELL = re.compile(r"</t[dh]>")


@dataclass(frozen=True)
class Change:
    """A field, or the body, with the lines of it that changed."""

    label: str
    lines: list[SafeString]


def changes_since_public(page: Page, text: Any) -> list[Change] | None:
    """Compare a text with what is public now; nothing to compare with gives None."""
    if page.live_revision is None:
        return None
    return changes_between(shown(page.live_revision.as_object()), shown(text))


def changes_between(before: ShownText, after: ShownText) -> list[Change]:
    old, new = _fields(before), _fields(after)
    found = []
    for label in dict.fromkeys([*new, *old]):
        lines = list(_changed(old.get(label, []), new.get(label, [])))
        if lines:
            found.append(Change(label, lines))
    return found


def _fields(text: ShownText) -> dict[str, list[str]]:
    """Return each part of a text as the lines a reader would see."""
    fields = {label: [value] for label, value in text.rows}
    if text.body is not None:
        fields["正文"] = _lines(text.body)
    if text.attachments:
        fields["附件"] = [f"{file['title']}（{file['size']} 字节）" for file in text.attachments]
    return fields


def _lines(html: str) -> list[str]:
    pieces = _END_OF_LINE.split(_END_OF_CELL.sub(" ｜", html))
    # Bold words stand in the middle of a Chinese sentence: nothing may come between.
    texts = (BeautifulSoup(piece, "html.parser").get_text() for piece in pieces)
    return [line for text in texts if (line := " ".join(text.split()))]


def _changed(old: list[str], new: list[str]) -> Iterator[SafeString]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            continue
        gone, come = old[old_from:old_to], new[new_from:new_to]
        if len(gone) == len(come):
            yield from (_word_by_word(*pair) for pair in zip(gone, come, strict=True))
        else:
            yield from (format_html("<del>{}</del>", line) for line in gone)
            yield from (format_html("<ins>{}</ins>", line) for line in come)


def _word_by_word(old: str, new: str) -> SafeString:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return format_html_join("", "{}", ((piece,) for piece in _marked(matcher, old, new)))


def _marked(matcher: SequenceMatcher[str], old: str, new: str) -> Iterator[str]:
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            yield new[new_from:new_to]
            continue
        if old_to > old_from:
            yield format_html("<del>{}</del>", old[old_from:old_to])
        if new_to > new_from:
            yield format_html("<ins>{}</ins>", new[new_from:new_to])
