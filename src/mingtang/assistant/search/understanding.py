"""What a person typed, taken apart: the words that carry meaning, and what kind of thing is sought."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mingtang.assistant.search.words import Segmenter, key_of, pairs_of, tidy

LONGEST_QUESTION = 100
_LONGEST_WORDS = 40

#: Words that every question has and no answer turns on.
_EMPTY = """
我 我们 你 您 他 她 它 咱 俺 自己 人家 想 要 想要 需要 能 能不能 可以 可不可以 行 行不行 会 得 应该 是 是不是
有没有 吗 呢 吧 啊 呀 嘛 么 了 的 地 着 过 在 就 都 还 也 又 再 才 把 被 给 跟 和 与 及 或 或者 以及 对 从 向
到 去 来 怎么 怎么办 怎样 如何 咋 咋办 咋样 啥 什么 哪 哪里 哪儿 哪些 谁 多少 几 办 办理 弄 搞 请 请问 一下
这个 那个 这 那 个 一个 些 一些 点 里 上 下 关于 有 没 没有 不 为什么 问 知道 了解 帮 帮忙 时候 现在 今年 麻烦
谢谢 你好 您好
"""
EMPTY_WORDS = frozenset(_EMPTY.split())
#: Someone wants to get something done.
_ERRAND = re.compile(
    r"怎么|咋|如何|怎样|办|申请|申领|领|补|换|查|要啥|要什么|什么材料|手续|去哪|哪里|哪儿|多少钱|多久|几天"
    r"|能.*[吗不么]|可以|想|丢|流程|预约|注销|登记|转|缴|交|报销|过户|没.*钱|有.*吗"
)
#: Someone looks for a text: a file, a notice, a piece of news.
_PAPERS = re.compile(
    r"通知|办法|意见|规定|条例|细则|公告|通告|公示|解读|政策|文件|方案|规划|规则|决定|批复|报告|新闻|会议|招考|招聘"
    r"|预算|决算|〔|号文|\d号"
)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question ready to be put to the index."""

    typed: str
    text: str
    key: str
    is_cut: bool = False
    #: Each word that carries meaning, with the words inside it.
    words: tuple[tuple[str, ...], ...] = ()
    pairs: tuple[str, ...] = ()
    is_errand: bool = False
    is_about_papers: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.key


def understand(typed: str, *, segmenter: Segmenter) -> Question:
    whole = tidy(typed)
    text = whole[:LONGEST_QUESTION]
    cut = segmenter.cut(text)
    meant = [word for word in cut if word not in EMPTY_WORDS] or cut
    return Question(
        typed=typed,
        text=text,
        key=key_of(text),
        is_cut=len(whole) > LONGEST_QUESTION,
        words=tuple(_with_inner_words(_once(meant), segmenter)),
        pairs=tuple(_once(_pairs_without_empty_words(cut))),
        is_errand=bool(_ERRAND.search(text)),
        is_about_papers=bool(_PAPERS.search(text)),
    )


def _with_inner_words(words: list[str], segmenter: Segmenter) -> Iterable[tuple[str, ...]]:
    for word in words[:_LONGEST_WORDS]:
        yield tuple(_once([word, *segmenter.cut_for_index(word)]))


def _pairs_without_empty_words(cut: list[str]) -> Iterable[str]:
    """Yield the pairs of characters, not over the gap an empty word leaves."""
    return pairs_of("".join(" " if word in EMPTY_WORDS else word for word in cut))


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
