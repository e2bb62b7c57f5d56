"""What is left to people: what no machine can see, and what this inspection did not look at. Never silently passed."""

from collections.abc import Iterator, Sequence

from mingtang.operations.survey.findings import Manual
from mingtang.operations.survey.gathered import Gathered
from mingtang.operations.survey.rules import Rules

_LINKS = "链接可用性"
_MOST_NAMED = 5


def left_to_people(gathered: Gathered, rules: Rules) -> Iterator[Manual]:
    if not gathered.is_complete:
        yield Manual(indicator="全部", what="检查没有做完", why="只报告了已经看到的，请接着检查")
    for row in rules.plain["manual"]:
        yield Manual(**row)
    for what, why in gathered.notes:
        yield Manual(indicator="检查范围", what=what, why=why)
    yield from _addresses(gathered)
    yield from _files(gathered)


def _addresses(gathered: Gathered) -> Iterator[Manual]:
    if gathered.unverified:
        yield Manual(
            indicator=_LINKS,
            what=f"{len(gathered.unverified)} 个外链",
            why="没有核实：本机连不上外网，或者要求不核实",
        )
    if gathered.unasked:
        yield Manual(
            indicator=_LINKS,
            what=f"{len(gathered.unasked)} 个由程序应答或不允许访问的地址",
            why="没有逐一打开，如 " + _some(sorted(gathered.unasked)),
        )
    if not gathered.is_live:
        yield Manual(
            indicator="功能设计",
            what="站内搜索、首页打开速度",
            why="检查的是文件夹，没有访问网站",
        )


def _files(gathered: Gathered) -> Iterator[Manual]:
    unread: dict[str, list[str]] = {}
    for file in gathered.files.values():
        if file.unread:
            unread.setdefault(file.unread, []).append(file.address)
    for why, names in unread.items():
        yield Manual(
            indicator="安全、泄密等严重问题",
            what=f"{len(names)} 个附件的内容",
            why=f"{why}，如 {_some(names)}",
        )


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:_MOST_NAMED])
