"""Rules that are one regular expression each; they are written in data/rules.yaml."""

import re
from collections.abc import Iterator
from functools import cache

from mingtang.content.wording.model import Hit, Text
from mingtang.content.wording.rules import rules
from mingtang.content.wording.words import lies_across

#: Verbs that may be said twice, and words that are doubled for emphasis.
_DOUBLED = re.compile(
    r"(?:研究|讨论|商量|考虑|学习|了解|体验|休息|锻炼|打听|沟通|交流|感受|比较|尝试|介绍|检查|核对|整理|哈哈|加油|"
    r"谢谢|常常|渐渐|慢慢|好好|快快|大大|刚刚|仅仅|往往|处处|时时|事事|人人|家家|户户|代代|世世|[\u4e00-\u9fff]着|轰隆|哗啦|滴答){2}"
)


def pattern_hits(text: Text) -> Iterator[Hit]:
    for name, pattern, suggestion in _compiled():
        for match in pattern.finditer(text.words):
            start, end = _part(match)
            if name == "repeated-words" and _is_right(match, text.words):
                continue
            yield Hit(name, start, end, suggestion)


def _is_right(match: re.Match[str], words: str) -> bool:
    """Whether the words may be said twice, or only seem to be: 企业创业创新."""
    return _DOUBLED.fullmatch(match.group()) is not None or lies_across(words, *match.span())


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(
        (rule.name, re.compile(rule.pattern), rule.suggestion)
        for rule in rules().values()
        if rule.pattern
    )


def _part(match: re.Match[str]) -> tuple[int, int]:
    """The named part that took part in the match; `x` only serves the pattern itself."""
    for name in match.re.groupindex:
        if name != "x" and match.start(name) >= 0:
            return match.span(name)
    return match.span()
