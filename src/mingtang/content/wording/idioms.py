"""Idioms with one letter of the same sound in the wrong place: also those nobody put in the lexicon."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from operator import add

import rjieba
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from mingtang.content.wording.model import Hit, Text
from mingtang.content.wording.rules import DATA
from mingtang.content.wording.words import lies_across

_LENGTH = 4


def idiom_hits(text: Text) -> Iterator[Hit]:
    """An idiom keeps its first or its last two letters, whichever letter is wrong."""
    words, (_, by_head, by_tail) = text.words, _index()
    for place, pair in enumerate(map(add, words, words[1:])):
        for start, candidates in ((place, by_head.get(pair)), (place - 2, by_tail.get(pair))):
            if candidates is None or start < 0:
                continue
            found = words[start : start + _LENGTH]
            if len(found) < _LENGTH or found in _listed():
                continue
            meant = next((one for one in candidates if _sounds_the_same(found, one)), "")
            if meant and not _is_plain(words, start, meant):
                yield Hit("idiom", start, start + _LENGTH, meant)


@cache
def _index() -> tuple[frozenset[str], dict[str, list[str]], dict[str, list[str]]]:
    known = (*PHRASES_DICT, *_listed())
    idioms = frozenset(phrase for phrase in known if len(phrase) == _LENGTH)
    by_head: dict[str, list[str]] = {}
    by_tail: dict[str, list[str]] = {}
    for idiom in sorted(idioms):
        by_head.setdefault(idiom[:2], []).append(idiom)
        by_tail.setdefault(idiom[2:], []).append(idiom)
    return idioms, by_head, by_tail


@cache
def _listed() -> frozenset[str]:
    return frozenset((DATA / "idioms.txt").read_text(encoding="utf-8").split())


def _sounds_the_same(found: str, idiom: str) -> bool:
    wrong = [index for index in range(_LENGTH) if found[index] != idiom[index]]
    return len(wrong) == 1 and bool(_sounds(found[wrong[0]]) & _sounds(idiom[wrong[0]]))


@cache
def _sounds(letter: str) -> frozenset[str]:
    """Every way to read a letter, without the tones."""
    readings = PINYIN_DICT.get(ord(letter), "")
    plain = unicodedata.normalize("NFD", readings)
    bare = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return frozenset(reading for reading in bare.split(",") if reading)


def _is_plain(words: str, start: int, meant: str) -> bool:
    """Whether the letters are a word after all, or parts of words around them.

    The dictionary that cuts texts knows common misspellings too: beside our own list it is not heard.
    """
    end = start + _LENGTH
    found = words[start:end]
    is_word = meant not in _listed() and (found in _index()[0] or rjieba.has_word(found))
    return is_word or lies_across(words, start, end)
