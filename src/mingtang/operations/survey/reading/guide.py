"""Guides: which of the ten key elements a page tells, by its labels."""

import re
from collections.abc import Sequence

from mingtang.operations.survey.facts import Hit
from mingtang.operations.survey.rules import Rules

_SURE = re.compile(
    r"^(设定依据|办理依据|实施依据|申请条件|受理条件|办理条件|办理材料|申请材料|申报材料|办理流程|办理程序|收费标准|"
    r"承诺时限|法定时限|承诺办结时限|法定办结时限|办理时限|实施主体|实施机构|办理地点|事项类型|办件类型)$"
)
_FEWEST = 3
_AROUND = 10


def elements_of(
    labels: Sequence[tuple[str, str]], *, rules: Rules, is_service: bool
) -> list[str] | None:
    """Return the ids of the elements that are told; None when the page is no guide."""
    sure = {label for label, _ in labels if _SURE.match(label)}
    if len(sure) < _FEWEST and not (is_service and sure):
        return None
    empty = rules.expression("guide_empty")
    told = [label for label, value in labels if value and not empty.match(value)]
    return [one.id for one in rules.elements if _is_told(one.id, one.expression, told, rules)]


def _is_told(element: str, pattern: re.Pattern[str], told: Sequence[str], rules: Rules) -> bool:
    beside = rules.expression("guide_phone_beside") if element == "phone" else None
    return any(
        pattern.search(label) and not (beside is not None and beside.search(label))
        for label in told
    )


def vague_in(text: str, rules: Rules) -> list[Hit]:
    found = rules.expression("guide_vague").search(text)
    if found is None:
        return []
    around = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
    return [Hit("guide-vague", " ".join(around.split()))]
