"""Compares names, offices and order of leaders with the register."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from mingtang.content.wording.model import Hit, Leader, Text

#: Offices whose holders are named in the news. What stands before them is their place or body.
_OFFICES = (
    r"(?:常务副|代理|副|代)?(?:市长|省长|县长|区长|州长|秘书长|书记|主席|局长|主任|部长|厅长|院长|"
    r"检察长|总督学|督学)"
)
_OFFICE_BEFORE = re.compile(
    rf"(?P<body>[\u4e00-\u9fff]{{0,10}}?)(?P<was>原|前|时任)?(?P<office>{_OFFICES})(?:同志)?$"
)
_OFFICE_AFTER = re.compile(
    rf"(?:同志)?(?:，|,|（)?(?P<was>原|前|时任)?(?P<office>{_OFFICES})(?=[，。、；：）主出强指到在会])"
)
_BETWEEN = re.compile(rf"(?:[、，和及与]|以及)(?:[\u4e00-\u9fff、]{{0,24}}?{_OFFICES})?")
_BEFORE = 26
_CHINESE = r"[\u4e00-\u9fff]"


class Leaders:
    def __init__(self, register: Iterable[Leader]) -> None:
        self._register = list(register)
        self._by_name: dict[str, list[Leader]] = {}
        for leader in self._register:
            self._by_name.setdefault(leader.name, []).append(leader)
        names = sorted(self._by_name, key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, names)) or r"(?!)")
        self._near = re.compile(self._near_names(names) or r"(?!)")

    def hits(self, text: Text) -> Iterator[Hit]:
        if not self._register:
            return
        named = list(self._names.finditer(text.words))
        for match in named:
            yield from self._office_hits(match, text)
        yield from self._order_hits(named, text)
        yield from self._name_hits(text)

    def _office_hits(self, match: re.Match[str], text: Text) -> Iterator[Hit]:
        terms = self._by_name[match.group()]
        now = [leader for leader in terms if leader.is_in_office(text.day)]
        for office in _offices_beside(match, text.words):
            held = office["office"]
            if any(_fits(held, title) for leader in now for title in leader.titles):
                continue
            start = min(office.start("office"), match.start())
            end = max(office.end("office"), match.end())
            has_held = any(_fits(held, title) for leader in terms for title in leader.titles)
            if has_held and office["was"]:
                continue
            if has_held or not now:
                if not office["was"]:
                    yield Hit(
                        "leader-former", start, end, f"{match.group()}已不任此职，写明“时任”或更正"
                    )
            elif not office["was"]:
                yield Hit("leader-title", start, end, f"{now[0].titles[0]}{match.group()}")

    def _order_hits(self, named: list[re.Match[str]], text: Text) -> Iterator[Hit]:
        """Names that follow each other in one enumeration stand by rank."""
        for first, second in pairwise(named):
            between = text.words[first.end() : second.start()]
            if not _BETWEEN.fullmatch(between):
                continue
            one, other = self._in_office(first, text.day), self._in_office(second, text.day)
            if one and other and one.rank > other.rank:
                yield Hit(
                    "leader-order",
                    first.start(),
                    second.end(),
                    f"按排序是：{other.name}、{one.name}",
                )

    def _name_hits(self, text: Text) -> Iterator[Hit]:
        """A name one letter off counts only beside the office of the one who is meant."""
        words = text.words
        for match in self._near.finditer(words):
            if match.group() in self._by_name:
                continue
            meant = [
                leader
                for leader in self._register
                if _is_near(match.group(), leader.name) and leader.is_in_office(text.day)
            ]
            held = {office["office"] for office in _offices_beside(match, words)}
            for leader in meant:
                if any(_fits(office, title) for office in held for title in leader.titles):
                    yield Hit("leader-name", *match.span(), leader.name)
                    break

    def _in_office(self, match: re.Match[str], day: date) -> Leader | None:
        return next((one for one in self._by_name[match.group()] if one.is_in_office(day)), None)

    @staticmethod
    def _near_names(names: Iterable[str]) -> str:
        return "|".join(
            f"{re.escape(name[:place])}{_CHINESE}{re.escape(name[place + 1 :])}"
            for name in names
            if len(name) >= 3
            for place in range(len(name))
        )


def _offices_beside(match: re.Match[str], words: str) -> list[re.Match[str]]:
    """The office right before the name, or else right after it."""
    before = _OFFICE_BEFORE.search(words, max(0, match.start() - _BEFORE), match.start())
    if before is not None:
        return [before]
    after = _OFFICE_AFTER.match(words, match.end())
    return [after] if after is not None else []


def _fits(held: str, title: str) -> bool:
    """Whether an office as written is the title, or its last part: 主任 of 市政府办公室主任.

    副市长 does not fit 市长, but a 常务副市长 may be called 副市长.
    """
    if held == title or title == f"常务{held}":
        return True
    return title.endswith(held) and not title[: -len(held)].endswith(("副", "代", "代理"))


def _is_near(found: str, name: str) -> bool:
    return len(found) == len(name) and sum(a != b for a, b in zip(found, name, strict=True)) == 1
