"""大白话版: the text in everyday words, sentence by sentence; a sentence that would lose something stays as it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from mingtang.content.sources.source import Paragraph, ParagraphKind, Source, Table
from mingtang.content.sources.words import sentences_of
from mingtang.content.telling.glossary import PLAIN_WORDS

FEWEST_CHANGES = 5
"""Below this the text is plain already, and a second version of it would only confuse."""
LONG_SENTENCE, LONG_PARAGRAPH = 60, 80
_MOST_TOKENS = 4
_KEPT = re.compile(r"《[^》]*》|“[^”]*”|[\w.+-]+@[\w.-]+|https?://\S+|[一-龥]*〔\d{4}〕\d+号")
_FACTS = re.compile(
    r"\d[\d,.]*|〔|〕|百分之|[一二三四五六七八九十百千万亿两]+(?=[个年月日天元岁倍次项种人户]|分之)|[%％‰]"
)
_NEGATIONS = frozenset("不无未没非禁勿莫免")
_DATE = r"\d{4}年\d{1,2}月(?:\d{1,2}日)?"
_TURNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"自\s*({_DATE})\s*起"), r"从\1开始"),
    (re.compile(r"自([^，。；]{2,24})之日起"), r"从\1那天起"),
    (re.compile(r"自([^，。；]{1,16})起(?!的)"), r"从\1开始"),
    (re.compile(r"由([^，。；]{2,20})负责解释"), r"想问清楚，找\1"),
    (re.compile(r"经([^，。；]{2,20})(批准|同意|审核|确认)(?:后|的)"), r"\1\2以后"),
    (re.compile(r"对([^，。；]{2,20})(?:进行|予以)(审核|审查|核查|检查|评审|公示)"), r"\2\1"),
)
_WORKING_DAY = "个工作日"
_NOT_COUNTED = "（周末和节假日除外）"


@dataclass(frozen=True, kw_only=True)
class PlainBlock:
    kind: str
    """`heading`, `text`, `item` or `table`."""
    text: str = ""
    level: int = 0
    marker: str = ""
    table: Table | None = None


@dataclass(frozen=True, kw_only=True)
class PlainText:
    blocks: Sequence[PlainBlock]
    changes: int


def plain_of(source: Source) -> PlainText:
    writer = _Writer()
    blocks = [plain for block in source.body for plain in writer.blocks(block)]
    return PlainText(blocks=blocks, changes=writer.changes)


class _Writer:
    def __init__(self) -> None:
        self.changes = 0
        self._has_explained = False

    def blocks(self, block: object) -> list[PlainBlock]:
        if isinstance(block, Table):
            return [PlainBlock(kind="table", table=block)]
        if not isinstance(block, Paragraph):
            return []
        if block.kind is ParagraphKind.HEADING:
            return [PlainBlock(kind="heading", text=block.text, level=block.level)]
        kind = "item" if block.kind is ParagraphKind.ITEM else "text"
        texts = _apart([self._sentence(sentence) for sentence in sentences_of(block.text)])
        return [PlainBlock(kind=kind, text=text, marker=block.marker) for text in texts]

    def _sentence(self, sentence: str) -> str:
        plain = in_plain_words(sentence)
        if plain == sentence:
            return sentence
        self.changes += 1
        if _WORKING_DAY in plain and not self._has_explained:
            self._has_explained = True
            plain = plain.replace(_WORKING_DAY, _WORKING_DAY + _NOT_COUNTED, 1)
        return plain


def in_plain_words(sentence: str) -> str:
    """Rewrite one sentence. Numbers, dates, names and negations come out as they went in, or nothing changes."""
    plain = "".join(
        part if _KEPT.fullmatch(part) else _reworded(part) for part in _parted(sentence) if part
    )
    if len(sentence) > LONG_SENTENCE:
        plain = _divided(plain)
    return plain if facts_of(plain) == facts_of(sentence) else sentence


def facts_of(text: str) -> tuple[list[str], list[str], int]:
    """What a rewriting may never touch: figures, names in marks, and how often it says no."""
    kept = sorted(_KEPT.findall(text))
    return sorted(_FACTS.findall(text)), kept, sum(c in _NEGATIONS for c in text)


def _parted(sentence: str) -> list[str]:
    return re.split(f"({_KEPT.pattern})", sentence)


def _reworded(text: str) -> str:
    for pattern, turn in _TURNS:
        text = pattern.sub(turn, text)
    tokens = list(rjieba.cut(text))
    words: list[str] = []
    index = 0
    while index < len(tokens):
        count, word = _longest(tokens, index)
        words.append(word)
        index += count
    return "".join(words)


def _longest(tokens: Sequence[str], index: int) -> tuple[int, str]:
    """The longest entry that begins here and ends between words."""
    for count in range(min(_MOST_TOKENS, len(tokens) - index), 0, -1):
        word = "".join(tokens[index : index + count])
        if word in PLAIN_WORDS:
            return count, PLAIN_WORDS[word]
    return 1, tokens[index]


def _divided(sentence: str) -> str:
    """A long sentence ends at its semicolons, outside of brackets."""
    depth, kept = 0, ""
    for character in sentence:
        depth += (character in "（(“《") - (character in "）)”》")
        kept += "。" if character in "；;" and depth <= 0 else character
    return kept


def _apart(sentences: Sequence[str]) -> list[str]:
    """Sentences of a long paragraph stand each on its own line."""
    whole = "".join(sentences)
    if len(whole) <= LONG_PARAGRAPH:
        return [whole] if whole else []
    return [part for sentence in sentences for part in sentences_of(sentence)]
