"""How alike texts are: words of rjieba, weighted by tf-idf, compared by their cosine."""

import math
import re
from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

import rjieba

from mingtang.content.optimising.rules import everyday_words

K = TypeVar("K", bound=Hashable)
Vector = dict[str, float]

_WORD = re.compile(r"[一-鿿]{2,}|[A-Za-z]{2,}")


def words_in(text: str) -> Counter[str]:
    return Counter(
        word for word in rjieba.cut(text) if _WORD.fullmatch(word) and word not in everyday_words()
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
