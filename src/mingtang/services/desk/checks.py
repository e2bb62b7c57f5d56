"""What the desk checks by itself before the officer looks: only facts, never a decision."""

from dataclasses import dataclass

from mingtang.services.cases.models import Case
from mingtang.services.forms.answers import Answer


@dataclass(frozen=True)
class Check:
    title: str
    note: str
    is_fine: bool
    word: str


def checks_of(case: Case) -> list[Check]:
    answers = list(case.answers)
    known = [answer for answer in answers if answer.fetched_at]
    disputed = [answer for answer in answers if answer.replaced]
    files = [answer for answer in answers if answer.is_file]
    checks = [_known(known)] if known else []
    checks += [_disputed(answer) for answer in disputed]
    checks += [_file(answer) for answer in files]
    return checks


def _known(known: list[Answer]) -> Check:
    sources = "、".join(dict.fromkeys(answer.source for answer in known))
    return Check(f"共享数据 {len(known)} 项", sources, is_fine=True, word="已取得")


def _disputed(answer: Answer) -> Check:
    note = f"{answer.replaced_source}登记的是“{answer.replaced}”，申请人改成“{answer.value}”"
    return Check(f"{answer.label}有出入", note, is_fine=False, word="请核对")


def _file(answer: Answer) -> Check:
    if answer.value:
        return Check(
            answer.label, "格式已按内容核过，请看是否清楚、完整", is_fine=True, word="已传"
        )
    return Check(answer.label, "不是必交材料", is_fine=False, word="没传")
