"""Letters shown on a page: when they were asked and whether somebody has answered."""

import re
from collections.abc import Mapping

from mingtang.operations.survey.facts import Letter
from mingtang.operations.survey.reading.days import day_in

_ASKED = ("来信时间", "留言时间", "提问时间", "咨询时间", "写信时间", "来信日期")
_ANSWERED = ("答复时间", "回复时间", "办结时间", "答复日期")
_HEAD = re.compile(
    r"^(?:来信|留言|咨询|提问|问题|信件)(?:内容|人|标题|详情)?\s*[：:]?$|^(?:来信|留言|咨询)内容\s*[：:]",
    re.M,
)
_ANSWER = re.compile(
    r"^(?:官方|部门|单位)?(?:答复|回复|回答)(?:内容|意见|单位|部门)?\s*[：:]?(.*)$", re.M
)
_NOTHING = re.compile(r"^(?:暂无|尚未|未|正在|待)")
_SHORTEST_ANSWER = 8


def letter_in(text: str, labels: Mapping[str, str], *, published_on: str) -> Letter | None:
    """Return the letter a page shows; None when it is no letter."""
    asked = next((day_in(labels[name]) for name in _ASKED if name in labels), "")
    if not asked and not _HEAD.search(text):
        return None
    answered = next((day_in(labels[name]) for name in _ANSWERED if name in labels), "")
    return Letter(
        asked_on=asked or published_on,
        answered_on=answered,
        is_answered=bool(answered) or _has_answer(text),
    )


def _has_answer(text: str) -> bool:
    found = _ANSWER.search(text)
    if found is None:
        return False
    answer = " ".join((found[1] + text[found.end() :]).split())
    return len(answer) >= _SHORTEST_ANSWER and not _NOTHING.match(answer)
