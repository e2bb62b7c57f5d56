"""Chinese text as an index sees it: one spelling, words, and pairs of neighbouring characters."""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator

import rjieba

#: Names longer than this are sentences; learnt as words they would hide the words in them.
LONGEST_WORD = 8
_WORD = re.compile(r"[^\W_]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028\u2029\ufeff]+")
_SPACE = re.compile(r"\s+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def tidy(text: str) -> str:
    """Return the text in one spelling: half width, lower case, single spaces, nothing invisible."""
    plain = unicodedata.normalize("NFKC", _CONTROL.sub(" ", text)).lower()
    return _SPACE.sub(" ", plain).strip()


def key_of(text: str) -> str:
    """Return what is left when only letters and digits count: titles are compared by it."""
    return "".join(_WORD.findall(tidy(text)))


def pairs_of(text: str) -> Iterator[str]:
    """Yield each two neighbouring Chinese characters; they find what the dictionary cuts wrong."""
    for run in _CHINESE.findall(text):
        yield from (run[at : at + 2] for at in range(len(run) - 1))


class Segmenter:
    """Cuts text into words and learns the words of the domain. Used by several threads."""

    def __init__(self) -> None:
        self._jieba = rjieba.Jieba()
        self._known: set[str] = set()
        self._lock = threading.Lock()

    def learn(self, words: Iterable[str]) -> None:
        """Take words as whole from now on: what people call a thing is one word."""
        new = {tidy(word) for word in words} - self._known
        with self._lock:
            for word in new:
                if 2 <= len(word) <= LONGEST_WORD and _CHINESE.fullmatch(word):
                    self._jieba.add_word(word, self._jieba.suggest_freq(word), None)
            self._known |= new

    def cut(self, text: str) -> list[str]:
        """Cut tidy text into words that do not overlap."""
        with self._lock:
            return [word for word in self._jieba.cut(text) if word.isalnum()]

    def cut_for_index(self, text: str) -> list[str]:
        """Cut tidy text into words, and long words also into the words within them."""
        with self._lock:
            return [word for word in self._jieba.cut_for_search(text) if word.isalnum()]
