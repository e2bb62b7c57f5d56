"""问答: what people ask, answered with the text's own sentences, each with its place on the page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingtang.content.sources.source import Paragraph, ParagraphKind, Source, Span
from mingtang.content.sources.words import in_chinese, sentences_of
from mingtang.content.telling.gist import items_of, whole_sentences

FEWEST, MOST_QUOTES = 2, 8
_IN_FORCE = re.compile(
    r"起(?:施行|执行|实施)|有效期|截止|截至|(?:报名|申报|申请)(?:时间|期限)|逾期"
)
_HOW_LONG = re.compile(r"\d+\s*个?(?:工作日|自然日|日|天)(?:之?内)?|当场|即时|当日")


@dataclass(frozen=True, kw_only=True)
class Quote:
    text: str
    anchor: str = ""
    place: str = ""
    """The heading it stands under."""


@dataclass(frozen=True, kw_only=True)
class Answered:
    question: str
    quotes: Sequence[Quote]
    note: str = ""
    """What the head of the page says; not a sentence of the text."""
    is_cut: bool = False


def faq_of(source: Source) -> list[Answered]:
    """Questions that the text answers; with fewer than two it is no page of answers."""
    asked = [answered for answered in _asked(source) if answered.quotes or answered.note]
    return asked if sum(bool(answered.quotes) for answered in asked) >= FEWEST else []


def _asked(source: Source) -> Iterator[Answered]:
    applies = any("申请" in span.text or "申领" in span.text for span in source.module("procedure"))
    yield _answer(source, "谁可以申请？" if applies else "这份文件管谁、管什么？", "scope")
    yield _answer(source, "能拿多少钱？", "subsidy")
    yield _answer(source, "怎么办？", "procedure")
    yield _how_long(source)
    yield _answer(source, "要带什么？", "materials")
    yield _until_when(source)
    yield _answer(source, "找谁问？", "contact")


def _answer(source: Source, question: str, module: str) -> Answered:
    quotes = [
        Quote(text=item, anchor=span.anchor, place=place_of(source, span.first_block))
        for span in source.module(module)
        for item in items_of([whole_sentences(source, span)])
    ]
    return _shown(question, quotes)


def _how_long(source: Source) -> Answered:
    quotes = [
        Quote(text=item, anchor=span.anchor, place=place_of(source, span.first_block))
        for span in source.module("procedure")
        for item in items_of([whole_sentences(source, span)])
        if _HOW_LONG.search(item)
    ]
    return _shown("多久能办完？", quotes)


def _until_when(source: Source) -> Answered:
    quotes = []
    for index, block in enumerate(source.body):
        if isinstance(block, Paragraph) and block.kind is not ParagraphKind.HEADING:
            anchor, place = _above(source, index)
            quotes += [
                Quote(text=sentence, anchor=anchor, place=place)
                for sentence in sentences_of(block.text)
                if _IN_FORCE.search(sentence) and re.search(r"\d", sentence)
            ]
    return _shown("什么时候开始，什么时候截止？", quotes, note=_days(source))


def _days(source: Source) -> str:
    said = []
    if source.effective_on:
        said.append(f"施行日期：{in_chinese(source.effective_on)}")
    if source.expires_on:
        said.append(f"有效期至：{in_chinese(source.expires_on)}")
    if said and source.validity:
        said.append(f"有效性：{source.validity}")
    return "；".join(said)


def _shown(question: str, quotes: list[Quote], *, note: str = "") -> Answered:
    unique = list({quote.text: quote for quote in quotes}.values())
    return Answered(
        question=question,
        quotes=unique[:MOST_QUOTES],
        note=note,
        is_cut=len(unique) > MOST_QUOTES,
    )


def place_of(source: Source, index: int) -> str:
    return _above(source, index)[1]


def _above(source: Source, index: int) -> tuple[str, str]:
    for block in reversed(source.body[: index + 1]):
        if isinstance(block, Paragraph) and block.anchor:
            return block.anchor, block.text
    return "", ""


def spans_quoted(source: Source) -> Sequence[Span]:
    return [span for name in source.modules for span in source.module(name)]
