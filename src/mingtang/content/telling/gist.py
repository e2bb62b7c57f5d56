"""What the text comes to: figures, cards and steps, every word taken from it, for the picture and its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mingtang.content.sources.source import Source, Span, Table
from mingtang.content.sources.words import clauses_of, in_chinese, sentences_of
from mingtang.content.telling.figures import Figure, figures_of
from mingtang.documents.drafts import CELL_DIVIDER
from mingtang.documents.labels import read_label

MOST_ITEMS, MOST_STEPS = 6, 12
LONGEST_ITEM = 96
_WIDEST_TABLE, _LONGEST_TABLE, _LONGEST_CELL = 4, 9, 26
LEFT_OUT = "……"


@dataclass(frozen=True, kw_only=True)
class Card:
    key: str
    heading: str
    icon: str
    items: Sequence[str]
    is_cut: bool = False
    """Something was left out; the card says where the rest is."""


@dataclass(frozen=True, kw_only=True)
class Step:
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Gist:
    summary: str = ""
    figures: Sequence[Figure] = ()
    cards: Sequence[Card] = ()
    steps: Sequence[Step] = ()
    steps_are_cut: bool = False
    table: Table | None = None
    days: Sequence[tuple[str, str]] = field(default=())

    @property
    def is_enough(self) -> bool:
        """Whether there is more to tell than a title: a picture of air helps nobody."""
        parts = len(self.cards) + bool(self.steps) + bool(self.table) + (len(self.figures) >= 2)
        return parts >= 2


_CARDS = (
    ("scope", "谁可以", "users"),
    ("subsidy", "给多少", "coin"),
    ("materials", "带什么", "files"),
    ("contact", "找谁问", "phone"),
)
_NAMES_OF_STEPS = (
    ("申请", re.compile(r"提出申请|申请|申报|申领|报名|登录|填写|填报|提交|注册")),
    ("受理", re.compile(r"受理|接收")),
    ("审核", re.compile(r"初审|复审|审核|审查|核查|核实|核验|评审|评估|查验|联审")),
    ("公示", re.compile(r"公示")),
    ("决定", re.compile(r"作出[^，。；]{0,12}决定|批准|批复")),
    ("确认", re.compile(r"确认|认定")),
    ("签约", re.compile(r"签约|签订")),
    ("办结", re.compile(r"办结")),
    ("发放", re.compile(r"拨付|发放|兑付|发给|颁发|核发|送达|到账|支付|制证")),
)


def gist_of(source: Source) -> Gist:
    steps = _steps(source.module("procedure"))
    return Gist(
        summary=source.summary,
        figures=figures_of(source),
        cards=[card for card in [*_cards(source), _points(source)] if card],
        steps=steps[:MOST_STEPS],
        steps_are_cut=len(steps) > MOST_STEPS,
        table=next((table for table in source.tables if _can_be_drawn(table)), None),
        days=_days(source),
    )


def _cards(source: Source) -> list[Card]:
    cards: list[Card] = []
    told: set[str] = set()
    for key, heading, icon in _CARDS:
        spans = [whole_sentences(source, span) for span in source.module(key)]
        items = [item for item in items_of(spans) if item not in told]
        told |= set(items)
        if items:
            cards.append(_card(key, heading, icon, items))
    return cards


def _points(source: Source) -> Card | None:
    """Key points that no other card tells."""
    others = [
        span
        for key in ("scope", "subsidy", "materials", "contact", "procedure")
        for span in source.module(key)
    ]
    fresh = [
        span
        for span in source.module("key_points")
        if not any(other.start < span.end and other.end > span.start for other in others)
    ]
    items = [lead for span in fresh for lead in items_of([span])[:1]]
    return _card("key_points", "要记住", "star", items) if items else None


def _card(key: str, heading: str, icon: str, items: Sequence[str]) -> Card:
    shown = [shortened(item) for item in items[:MOST_ITEMS]]
    is_cut = len(items) > MOST_ITEMS or any(item.endswith(LEFT_OUT) for item in shown)
    return Card(key=key, heading=heading, icon=icon, items=shown, is_cut=is_cut)


def items_of(spans: Sequence[Span]) -> list[str]:
    """Sentences without the numbers they stand under; headings and introductions are left out."""
    items: list[str] = []
    for span in spans:
        for line in span.text.split("\n"):
            if CELL_DIVIDER in line:
                continue
            for sentence in sentences_of(without_label(line)):
                plain = without_label(sentence)
                if _says_something(plain) and plain not in items:
                    items.append(plain)
    return items


def whole_sentences(source: Source, span: Span) -> Span:
    """A clause alone may say too little: from the start of its sentence to the end."""
    text, start, end = source.text, span.start, span.end
    while start > 0 and text[start - 1] not in "。！？\n":
        start -= 1
    while end < len(text) and text[end - 1] not in "。！？" and text[end] != "\n":
        end += 1
    return replace(span, text=text[start:end].strip(), start=start, end=end)


def _says_something(sentence: str) -> bool:
    is_heading = len(sentence) < 16 and not re.search(r"[。；，：:\d]", sentence)
    is_lead = sentence.endswith(("：", ":")) and len(sentence) < 60
    return len(sentence) > 3 and not is_heading and not is_lead


def without_label(text: str) -> str:
    text = text.strip()
    label = read_label(text)
    rest = text[label.length :].strip(" \u3000") if label else text
    return (
        re.sub(r"^[（(][^（）()]{2,12}[）)](?=.{8})", "", rest)
        if label and label.rank == 2
        else rest
    )


def shortened(text: str, *, longest: int = LONGEST_ITEM) -> str:
    """Whole clauses as far as they go; what is left out is marked."""
    if len(text) <= longest:
        return text
    kept = ""
    for clause in clauses_of(text):
        if len(kept) + len(clause) > longest - len(LEFT_OUT):
            break
        kept += clause
    kept = kept or text[: longest - len(LEFT_OUT)]
    return kept.rstrip("，；：。") + LEFT_OUT


def _steps(spans: Sequence[Span]) -> list[Step]:
    steps: list[Step] = []
    for sentence in items_of(spans):
        steps.append(Step(title=_name_of(sentence, steps), text=shortened(sentence)))
    return steps


def _name_of(sentence: str, before: Sequence[Step]) -> str:
    """What the step is called, if the sentence says so plainly and no step before is called so."""
    if re.search(r"不得|不予|不需要|无需|不要求|除外", sentence):
        return ""
    named = [
        (match.start(), name) for name, cue in _NAMES_OF_STEPS if (match := cue.search(sentence))
    ]
    name = min(named)[1] if named else ""
    return "" if any(step.title == name for step in before) else name


def _can_be_drawn(table: Table) -> bool:
    cells = [cell for row in (table.heads, *table.rows) for cell in row]
    return (
        1 < len(table.heads) <= _WIDEST_TABLE
        and 0 < len(table.rows) <= _LONGEST_TABLE
        and all(len(row) == len(table.heads) for row in table.rows)
        and all(len(cell) <= _LONGEST_CELL for cell in cells)
    )


def _days(source: Source) -> list[tuple[str, str]]:
    days = (
        ("印发", source.issued_on),
        ("施行", source.effective_on),
        ("有效期至", source.expires_on),
    )
    return [(name, in_chinese(day)) for name, day in days if day]
