"""Automatic numbers of DOCX paragraphs: `一、` and `（一）` are often not in the text at all."""

import re
from collections import defaultdict
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from mingtang.documents.numerals import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}


class Numbering:
    """Counts each list as the paragraphs pass by, in the order of the document."""

    def __init__(self, root: ET.Element | None) -> None:
        self._levels: dict[str, dict[str, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is not None:
            self._read(root)

    def _read(self, root: ET.Element) -> None:
        shapes = {
            shape.get(f"{W}abstractNumId", ""): {
                level.get(f"{W}ilvl", "0"): (
                    _value(level, "numFmt"),
                    _value(level, "lvlText"),
                    int(_value(level, "start") or 1),
                )
                for level in shape.iter(f"{W}lvl")
            }
            for shape in root.iter(f"{W}abstractNum")
        }
        for number in root.iter(f"{W}num"):
            self._levels[number.get(f"{W}numId", "")] = shapes.get(
                _value(number, "abstractNumId"), {}
            )

    def label_of(self, paragraph: ET.Element, *, style: Mapping[str, str]) -> str:
        number = paragraph.find(f"{W}pPr/{W}numPr")
        own = "" if number is None else _value(number, "numId")
        number_id = own or style.get("numId", "")
        level = ("" if number is None else _value(number, "ilvl")) or style.get("ilvl", "") or "0"
        levels = self._levels.get(number_id, {})
        if level not in levels or not level.isdecimal():
            return ""
        return self._next(number_id, int(level), levels)

    def _next(self, number_id: str, level: int, levels: Mapping[str, tuple[str, str, int]]) -> str:
        counts = self._counts[number_id]
        counts[level] = counts.get(level, levels[str(level)][2] - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        shape, pattern, _ = levels[str(level)]
        if shape in ("bullet", "none", ""):
            return ""

        def written(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            kind, _, start = levels.get(str(place), ("decimal", "", 1))
            count = counts.get(place, start)
            return numeral(count) if kind in _CHINESE else str(count)

        return re.sub(r"%(\d)", written, pattern)


def _value(element: ET.Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")
