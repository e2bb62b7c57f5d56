"""The figures a reader remembers: amounts, shares and days, each with the clause it stands in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingtang.content.sources.source import Paragraph, ParagraphKind, Source
from mingtang.content.sources.words import clauses_of, sentences_of

MOST = 4
ALONE = 3.0
"""What one figure must weigh to stand by itself."""
LONGEST_CLAUSE = 34
_FIGURE = re.compile(
    r"(?<![\d.〔第/-])(?P<number>\d[\d,]*(?:\.\d+)?)\s*"
    r"(?P<unit>亿元|万元|元|%|％|个百分点|个工作日|个自然日|个月|倍|天|日|年)(?!\d)"
)
_MONEY = frozenset(["亿元", "万元", "元", "%", "％", "个百分点", "倍"])
_DAYS = frozenset(["个工作日", "个自然日", "天", "日"])
_NOT_TOLD = re.compile(
    r"罚|处以|违法|违反|虚假|骗取|滞纳|追回|《|〔|同期|去年|上年|废止|档案|收入证明|注册资本|情形之一"
)
_LIMIT = re.compile(r"内|前|之日起|不超过|最长|至少|时限")
_TERM = re.compile(r"期限|最长|最多|有效期|不超过|满|累计|每年|未满|连续|以上|以内|距")
_GIVES = re.compile(
    r"补贴|补助|奖励|资助|贴息|给予|发放|最高|每人|每月|每年|每户|每孩|标准|免|减|比例|额度"
)
_ICONS = {"money": "coin", "share": "chart", "days": "clock", "term": "calendar"}


@dataclass(frozen=True, kw_only=True)
class Figure:
    number: str
    unit: str
    clause: str
    """Word for word, the figure included."""
    weight: float
    order: int

    @property
    def icon(self) -> str:
        if self.unit in ("%", "％", "个百分点", "倍"):
            return _ICONS["share"]
        if self.unit in _MONEY:
            return _ICONS["money"]
        return _ICONS["days"] if self.unit in _DAYS else _ICONS["term"]


def figures_of(source: Source) -> list[Figure]:
    """The weightiest, each value once, in the order of the text."""
    best: dict[tuple[str, str], Figure] = {}
    for figure in _all(source):
        known = best.get((figure.number, figure.unit))
        if known is None or figure.weight > known.weight:
            best[figure.number, figure.unit] = figure
    chosen = _one_for_each_clause(sorted(best.values(), key=lambda f: (-f.weight, f.order)))
    if len(chosen) == 1 and chosen[0].weight < ALONE:
        return []
    return sorted(chosen[:MOST], key=lambda figure: figure.order)


def _one_for_each_clause(figures: Sequence[Figure]) -> list[Figure]:
    seen: set[str] = set()
    kept: list[Figure] = []
    for figure in figures:
        if figure.clause not in seen:
            seen.add(figure.clause)
            kept.append(figure)
    return kept


def _all(source: Source) -> Iterator[Figure]:
    given = "".join(span.text for span in source.module("subsidy"))
    order = 0
    for paragraph in _told(source.body):
        for sentence in sentences_of(paragraph.text):
            if _NOT_TOLD.search(sentence):
                continue
            clauses = clauses_of(sentence)
            for index, clause in enumerate(clauses):
                for match in _FIGURE.finditer(clause):
                    weight = _weight(match, clause, is_given=clause.strip("，。；：") in given)
                    told = _clause(clauses, index, match)
                    order += 1
                    if weight and told:
                        yield Figure(
                            number=match["number"],
                            unit=match["unit"],
                            clause=told,
                            weight=weight,
                            order=order,
                        )


def _told(body: Sequence[object]) -> Iterator[Paragraph]:
    """Paragraphs below headings about punishment tell no figures for a poster."""
    is_penal = False
    for block in body:
        if not isinstance(block, Paragraph):
            continue
        if block.kind is ParagraphKind.HEADING:
            if block.level == 1 or re.search(r"责任|监督|附则", block.text):
                is_penal = bool(re.search(r"责任|监督|附则|罚|保障|组织", block.text))
        elif not is_penal:
            yield block


def _weight(match: re.Match[str], clause: str, *, is_given: bool) -> float:
    """Nought for dates, years and what is told by the way."""
    unit, number = match["unit"], match["number"]
    after, before = clause[match.end() :], clause[: match.start()]
    if unit in _MONEY:
        return 3.0 + 1.5 * is_given + 0.5 * bool(_GIVES.search(clause))
    if unit in _DAYS:
        is_date = before.rstrip().endswith("月") or before.rstrip().endswith("月第")
        return 0.0 if is_date else 2.0 * bool(_LIMIT.search(clause))
    is_calendar = unit == "年" and (
        len(number) == 4 or after[:1].isdigit() or after.startswith("度")
    )
    is_month = unit == "个月" and not _TERM.search(clause)
    if is_calendar or is_month or not _TERM.search(clause):
        return 0.0
    return 1.0


def _clause(clauses: Sequence[str], index: int, match: re.Match[str]) -> str:
    """The clause, with the one before where it would say too little alone; nothing if it is long."""
    clause = clauses[index].strip("，；：。 ")
    if len(clause) - len(match.group()) < 5 and index:
        joined = clauses[index - 1] + clause
        clause = joined if len(joined) <= LONGEST_CLAUSE else clause
    if re.match(r"^(其中|并|且|或者?|但)?\d", clause) and len(clause) < 6:
        return ""
    return clause if len(clause) <= LONGEST_CLAUSE else ""
