"""补贴标准: what is given, to whom and how much; fines and fees are not."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mingtang.content.parsing.model import Found
from mingtang.content.parsing.provisions import Substance
from mingtang.documents.model import Block

_AMOUNT = re.compile(
    r"\d[\d,，.]*\s*(?:万|亿|千|百)?\s*元|\d+(?:\.\d+)?\s*[%％‰]|百分之[一二三四五六七八九十百]+|[一二三四五六七八九十百千万两]+\s*(?:万|亿)?元|"
    r"\d+\s*[:：∶]\s*\d+|\d+(?:\.\d+)?\s*倍|\d+个?基点|\d+(?:\.\d+)?个?百分点|按\s*[０-９\d]+\s*个月的"
)
_GIVES = re.compile(
    r"补贴|补助|奖励|奖补|资助|贴息|返还|补偿|津贴|奖金|救助金|抚恤金|扶持资金|给予[^，。；]{0,30}(?:支持|元)|共同(?:支持|出资)|"
    r"奖补|配套|慰问金|生活费|补贴标准|发放|一次性"
)
_TAKES = re.compile(
    r"罚款|处以|罚|违法所得|滞纳金|收费标准|注册资本|加计扣除|保证金|贷款额度|税前扣除|投资总额"
)
_TO_WHOM = re.compile(r"^\s*(?:并|其中)?(?:对(?!接)|凡)")
_BOUNDS = re.compile(r"期限|最高|不超过|每年|上限|封顶|不(?:得)?重复|只能享受|仅限")

_RECIPIENT = re.compile(r"(?:的|企业|单位|人员|个人|职工|家庭|机构|项目|学生|高校)[，,]$")
_ANNOUNCES = re.compile(
    r"(?:标准|金额|额度|办法|规定)?[^。；]{0,10}(?:发放|补贴|补助|奖励|给予|资助|计发|执行)[^。；]{0,12}[:：]$|标准[^。；]{0,8}[:：]$"
)


def subsidy(substance: Substance) -> list[Found]:
    merged: list[tuple[int, int]] = []
    for start, end in _spans(substance):
        if merged and start - merged[-1][1] <= 1:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    text = substance.anatomy.document.text
    trimmed = [(start, end - (text[end - 1] in "，,")) for start, end in merged]
    return [substance.found(start, end, confidence=0.8) for start, end in trimmed]


def _spans(substance: Substance) -> Iterator[tuple[int, int]]:
    penal = {
        block.start
        for provision in substance.provisions
        if re.search(r"责任|罚|附则", provision.chapter)
        for block in provision.blocks
    }
    is_list = False
    for block in substance.blocks:
        is_item = bool(
            re.match(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）).、．]", block.text.strip())
        )
        is_list = is_list and is_item
        if block.start in penal:
            continue
        if is_list and _AMOUNT.search(block.text):
            yield block.start, block.end
        else:
            yield from _in_block(block)
        is_list = is_list or bool(
            _ANNOUNCES.search(block.text.strip()) and _GIVES.search(block.text)
        )


def _in_block(block: Block) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^。；;]+[。；;]?", block.text):
        sentence = match.group()
        if not (_AMOUNT.search(sentence) and _GIVES.search(sentence)):
            continue
        span = _clauses(sentence)
        if span:
            yield block.start + match.start() + span[0], block.start + match.start() + span[1]


def _clauses(sentence: str) -> tuple[int, int] | None:
    """From the clause that names who receives to the last one with an amount or a gift."""
    edges = [0, *(m.end() for m in re.finditer(r"[，,]", sentence)), len(sentence)]
    clauses = [(a, b, sentence[a:b]) for a, b in pairwise(edges) if b > a]
    telling = [
        i
        for i, (_, _, text) in enumerate(clauses)
        if _AMOUNT.search(text) and not _TAKES.search(text)
    ]
    if not telling or not _is_giving(clauses, telling):
        return None
    telling = [
        i for i in telling if any(_GIVES.search(c[2]) for c in clauses[i : i + 2])
    ] or telling
    first, last = telling[0], telling[-1]
    if (
        not _GIVES.search(clauses[last][2])
        and last + 1 < len(clauses)
        and _GIVES.search(clauses[last + 1][2])
    ):
        last += 1
    later = [i for i in range(last + 1, len(clauses)) if _BOUNDS.search(clauses[i][2])]
    last = max([last, *later])
    first = _from_recipient(clauses, first)
    return clauses[first][0], clauses[last][1]


def _from_recipient(clauses: list[tuple[int, int, str]], first: int) -> int:
    """`对…的企业，给予…`: the sentence is told from who receives."""
    for back in range(first, max(-1, first - 4), -1):
        if _TO_WHOM.match(clauses[back][2]):
            return back
    before = clauses[first - 1][2] if first else ""
    if (
        first
        and re.match(r"^\s*(?:补贴|补助|奖励)?标准", clauses[first][2])
        and _GIVES.search(before)
    ):
        return first - 1
    if _RECIPIENT.search(before) and not re.match(r"^\s*(?:为|以|经|在)", before):
        return first - 1
    return first


def _is_giving(clauses: list[tuple[int, int, str]], telling: list[int]) -> bool:
    """The gift is named in a clause with an amount, or right beside it."""
    near = {j for i in telling for j in (i - 1, i, i + 1)}
    return any(_GIVES.search(text) for i, (_, _, text) in enumerate(clauses) if i in near)
