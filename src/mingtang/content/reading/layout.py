"""Where a value stands in a file, said so that the same place is found in the next one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mingtang.content.reading.source import squeezed

Place = dict[str, Any]
#: Lines this near to the head or the foot are told apart by their number.
HEAD_LINES, FOOT_LINES = 15, 8
LONGEST_LABEL, LONGEST_HEADING = 12, 20
_LABEL = re.compile(r"([^\s：:。；，、]{1,12})\s*[：:]\s*$")
_OWN_LABEL = re.compile(r"^([^\s：:。；，、]{1,12})\s*[：:]")
_ENUMERATION = re.compile(
    r"^(第[零〇一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．])"
)


@dataclass(frozen=True)
class Layout:
    text: str
    blocks: Sequence[dict[str, Any]]
    structure: Sequence[dict[str, Any]]

    def block_at(self, position: int) -> dict[str, Any] | None:
        for block in self.blocks:
            if block["start"] <= position < max(block["end"], block["start"] + 1):
                return block
        return None

    def page_at(self, position: int) -> int:
        block = self.block_at(position)
        return int(block["page"]) if block else 1

    def place_of(self, start: int, end: int) -> Place | None:
        """By the label in front of it, or by the number of its line from the head or the foot."""
        block = self.block_at(start)
        if block is None or end <= start:
            return None
        label = _LABEL.search(self.text[block["start"] : start])
        if label:
            return {"label": label.group(1)}
        if squeezed(self.text[start:end]) != squeezed(self.text[block["start"] : block["end"]]):
            return None
        lines = self._lines()
        number = lines.index(block)
        if number < HEAD_LINES:
            return {"line": number}
        from_foot = len(lines) - number
        return {"from_foot": from_foot} if from_foot <= FOOT_LINES else None

    def find(self, place: Place) -> tuple[int, int] | None:
        """Return what stands at such a place here."""
        lines = self._lines()
        if "label" in place:
            pattern = re.compile(
                rf"(?:^|[\s（(【，；。]){re.escape(place['label'])}\s*[：:]\s*([^\s。；，（）()]+)"
            )
            for block in lines:
                match = pattern.search(self.text[block["start"] : block["end"]])
                if match:
                    return block["start"] + match.start(1), block["start"] + match.end(1)
            return None
        number = place["line"] if "line" in place else len(lines) - place["from_foot"]
        if not 0 <= number < len(lines):
            return None
        return self._trimmed(lines[number]["start"], lines[number]["end"])

    def label_of(self, start: int, end: int) -> str:
        """What the file itself calls a value: its label, or the heading it stands under."""
        own = _OWN_LABEL.match(self.text[start:end])
        if own:
            return own.group(1)
        block = self.block_at(start)
        before = _LABEL.search(self.text[block["start"] : start]) if block else None
        return before.group(1) if before else self.heading_at(start)

    def heading_at(self, position: int) -> str:
        """The nearest heading above a position that is a heading and not a sentence."""
        heading = ""
        for section in self._sections():
            if section["start"] <= position < section["end"]:
                heading = heading_words(section["heading"]) or heading
        return heading

    def under(self, heading: str) -> Iterator[tuple[int, int]]:
        """Yield where the text below each heading of these words begins and ends."""
        for section in self._sections():
            if heading_words(section["heading"]) != heading:
                continue
            block = self.block_at(section["start"])
            begins = block["end"] + 1 if block else section["start"]
            if begins < section["end"]:
                yield self._trimmed(begins, section["end"])

    def _sections(self) -> Iterator[dict[str, Any]]:
        waiting = list(self.structure)
        while waiting:
            section = waiting.pop(0)
            yield section
            waiting = [*section["children"], *waiting]

    def _lines(self) -> list[dict[str, Any]]:
        return [
            block
            for block in self.blocks
            if block["kind"] == "paragraph" and self.text[block["start"] : block["end"]].strip()
        ]

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        words = self.text[start:end]
        return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def heading_words(heading: str) -> str:
    """A heading without its number and its colon; nothing when it is a whole sentence."""
    words = _ENUMERATION.sub("", squeezed(heading)).rstrip("：:。")
    is_short = 2 <= len(words) <= LONGEST_HEADING
    return words if is_short and not re.search(r"[，。；]", words) else ""
