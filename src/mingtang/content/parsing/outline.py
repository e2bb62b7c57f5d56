"""The outline of a document: chapters, articles and numbered paragraphs, each inside the one above."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from mingtang.content.parsing.anatomy import Anatomy
from mingtang.content.parsing.model import Section
from mingtang.content.parsing.words import ANNEX_HEAD, ANNEX_LIST, ANNEX_MARK, CONTENTS
from mingtang.documents.labels import Label, read_label
from mingtang.documents.model import Align, Block, BlockKind

_CLOSES = re.compile(
    r"^特此(?:通知|公告|通告|函复|批复|函告|报告)|^(?:本|以上|上述)[一-龥]{2,6}自[^。；]{2,30}(?:施行|执行|实施)"
)
"""What closes a document stands under no section, although it follows the last."""


@dataclass(kw_only=True)
class Node:
    """A numbered paragraph with all that stands under it."""

    label: Label
    block: Block
    own: list[Block] = field(default_factory=list)
    """The paragraph itself and those without a number that follow it."""
    children: list["Node"] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.block.start

    @property
    def end(self) -> int:
        ends = [self.own[-1].end, *(child.end for child in self.children[-1:])]
        return max(ends)

    @property
    def blocks(self) -> list[Block]:
        inner = [block for child in self.children for block in child.blocks]
        return sorted([*self.own, *inner], key=lambda block: block.start)

    @property
    def heading(self) -> str:
        """What follows the label up to the first full stop; the whole line if it is short."""
        text = self.block.text.strip()[self.label.length :].strip()
        head = re.split(r"[。：:]", text, maxsplit=1)[0]
        return re.sub(r"\s+", "", head) if len(head) <= 40 else ""

    @property
    def has_own_line(self) -> bool:
        """The number and its heading stand alone; the text follows below."""
        return not re.search(r"[。；;]$|[，].*[，]", self.block.text.strip())


@dataclass(kw_only=True)
class Part:
    """The document itself, the measures it issues, or an annex: numbering begins anew in each."""

    name: str
    title: str = ""
    lead: list[Block] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)


def outline_of(anatomy: Anatomy) -> list[Part]:
    parts = [*_parts(anatomy.body, name="main"), *_parts(anatomy.after, name="issued")]
    return [part for part in parts if part.nodes or part.lead]


def _parts(blocks: Sequence[Block], *, name: str) -> list[Part]:
    parts = [Part(name=name)]
    builder = _Builder(parts[-1])
    is_listing = False
    paragraphs = _without_contents([b for b in blocks if b.kind is BlockKind.PARAGRAPH])
    for block, following in zip_longest(paragraphs, paragraphs[1:]):
        text = block.text.strip()
        is_listing = _is_listing(text, is_listing=is_listing) or heads_list(text, following)
        if is_listing or _CLOSES.match(text):
            continue
        if ANNEX_MARK.match(text):
            parts.append(Part(name="annex"))
            builder = _Builder(parts[-1])
        elif _is_title_of_part(block, part=parts[-1]):
            parts[-1].title += re.sub(r"\s+", " ", text)
        else:
            builder.add(block)
    return parts


def _without_contents(blocks: list[Block]) -> list[Block]:
    """A table of contents ends where its first entry comes again."""
    places = [index for index, block in enumerate(blocks) if CONTENTS.match(block.text.strip())]
    if not places or places[0] + 2 > len(blocks):
        return blocks
    begin = places[0]
    first = read_label(blocks[begin + 1].text.strip())
    for index in range(begin + 2, len(blocks)):
        label = read_label(blocks[index].text.strip())
        if first and label and label.text == first.text:
            return [*blocks[:begin], *blocks[index:]]
    return blocks


def heads_list(text: str, following: Block | None) -> bool:
    """`附件：` on a line of its own, with `1.` below it, begins the list and not an annex."""
    is_entry = following is not None and re.match(r"^\s*1\s*[.、．]", following.text)
    return bool(ANNEX_HEAD.match(text) and is_entry)


def _is_listing(text: str, *, is_listing: bool) -> bool:
    """Entries of the list of annexes look like `1.` paragraphs but are none; so are contents."""
    if ANNEX_LIST.match(text):
        return not ANNEX_MARK.match(text)
    is_entry = re.match(r"^\d{1,2}\s*[.、．]", text) and not re.search(r"[。；]$", text)
    return is_listing and bool(is_entry) and len(text) < 120


def _is_title_of_part(block: Block, *, part: Part) -> bool:
    if part.nodes or part.lead or part.name == "main":
        return False
    text = block.text.strip()
    is_plain = len(text) <= 80 and not re.search(r"[。；：:，]", text) and not read_label(text)
    return is_plain and block.align in (Align.CENTER, Align.UNKNOWN, Align.LEFT)


class _Builder:
    def __init__(self, part: Part) -> None:
        self._part = part
        self._open: list[Node] = []
        self._articles = 0

    def add(self, block: Block) -> None:
        label = read_label(block.text.strip())
        if label is None or not self._is_credible(label):
            self._append(block)
            return
        while self._open and self._open[-1].label.rank >= label.rank:
            self._open.pop()
        node = Node(label=label, block=block, own=[block])
        siblings = self._open[-1].children if self._open else self._part.nodes
        siblings.append(node)
        self._open.append(node)
        if label.rank == 2:
            self._articles = label.number

    def _is_credible(self, label: Label) -> bool:
        """Without a space after it, an article must be the next one in turn."""
        if label.rank != 2 or label.is_spaced:
            return True
        return label.number in (1, self._articles + 1, self._articles + 2)

    def _append(self, block: Block) -> None:
        if not self._open:
            self._part.lead.append(block)
            return
        # Text after `（三）` that is not indented further belongs to the article above it.
        node = self._open[-1]
        article = next((n for n in self._open if n.label.rank == 2), None)
        (article if article and node is not article and _is_closed(node) else node).own.append(
            block
        )


def _is_closed(node: Node) -> bool:
    """An item of an enumeration ends with its last full stop."""
    return len(node.own) > 1 or node.block.text.strip().endswith(("。", "；", ";"))


def sections_of(parts: Sequence[Part]) -> list[Section]:
    return [_section(node) for part in parts for node in part.nodes]


def _section(node: Node) -> Section:
    return Section(
        label=node.label.text,
        level=node.label.rank + 1,
        heading=node.heading,
        start=node.start,
        end=node.end,
        page=node.block.page,
        children=[_section(child) for child in node.children],
    )


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.children)
