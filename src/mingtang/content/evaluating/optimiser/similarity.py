"""How alike texts are: words of rjieba, weighted by tf-idf, compared by their cosine."""

import math
import re
from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

import rjieba

K = TypeVar("K", bound=Hashable)
Vector = dict[str, float]

_WORD = re.compile(r"[一-鿿]{2,}|[A-Za-z]{2,}")
#: Words every page of a government site is full of.
_EVERYDAY = frozenset(
    [
        "明州",
        "明州市",
        "可以",
        "需要",
        "办理",
        "我们",
        "他们",
        "或者",
        "以及",
        "如果",
        "以后",
        "以前",
        "已经",
        "没有",
        "什么",
        "怎么",
        "工作日",
        "工作",
        "网站",
        "手机",
        "电话",
        "咨询",
        "拨打",
        "服务",
        "政务",
        "本人",
        "个人",
        "单位",
        "进行",
        "有关",
        "相关",
        "情况",
        "时间",
        "时候",
        "这个",
        "一个",
        "不用",
        "直接",
        "按照",
        "根据",
        "通知",
        "关于",
    ]
)


def words_in(text: str) -> Counter[str]:
    return Counter(
        word for word in rjieba.cut(text) if _WORD.fullmatch(word) and word not in _EVERYDAY
    )


def vectors(texts: Mapping[K, str]) -> dict[K, Vector]:
    """Return unit vectors: a word weighs more the more often it comes and the fewer texts have it."""
    counted = {key: words_in(text) for key, text in texts.items()}
    appears: Counter[str] = Counter(word for words in counted.values() for word in words)
    total = len(counted)
    return {
        key: _unit(
            {
                word: (1 + math.log(number)) * math.log((1 + total) / appears[word])
                for word, number in words.items()
            }
        )
        for key, words in counted.items()
    }


def cosine(one: Vector, other: Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}
