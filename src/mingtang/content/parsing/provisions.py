"""The provisions of a document: its articles, or the numbered sections of a notice, with their surroundings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mingtang.content.parsing.anatomy import Anatomy
from mingtang.content.parsing.model import Found
from mingtang.content.parsing.outline import Node, Part, walk
from mingtang.content.parsing.places import found_in
from mingtang.documents.model import Block

ARTICLE = 2
_CLOSING = re.compile(r"附则|其他")


@dataclass(frozen=True, kw_only=True)
class Provision:
    """One article or section. `chapter` is the heading it stands under, `place` its share of the way."""

    node: Node
    text: str
    chapter: str = ""
    chapter_number: int = 0
    place: float = 0.0
    number: int = 0

    @property
    def blocks(self) -> list[Block]:
        return self.node.blocks

    @property
    def caption(self) -> str:
        """What an article is about, where rules say so: `第二条（适用范围）`."""
        match = re.match(r"^第\S+?条\s*[（(]([^（）()]{2,16})[）)]", self.text)
        return match.group(1) if match else ""


@dataclass(kw_only=True)
class Substance:
    """The part of the document that says what is to be done, not how the paper came to be sent."""

    anatomy: Anatomy
    parts: list[Part]
    is_law: bool
    provisions: list[Provision] = field(default_factory=list)

    @property
    def lead(self) -> list[Block]:
        return [block for part in self.parts for block in part.lead]

    @property
    def blocks(self) -> list[Block]:
        inner = [block for part in self.parts for node in part.nodes for block in node.blocks]
        return sorted([*self.lead, *inner], key=lambda block: block.start)

    def found(self, start: int, end: int, *, confidence: float) -> Found:
        text = self.anatomy.document.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return found_in(self.anatomy, start, end, confidence=confidence)


def substance_of(anatomy: Anatomy, parts: Sequence[Part]) -> Substance:
    chosen = _chosen(parts)
    is_law = any(_has_articles(part) for part in chosen)
    substance = Substance(anatomy=anatomy, parts=chosen, is_law=is_law)
    substance.provisions = list(_articles(chosen) if is_law else _sections(chosen))
    return substance


def _chosen(parts: Sequence[Part]) -> list[Part]:
    """The measures a notice issues outweigh the notice; an annex counts only if nothing else does."""
    lawful = [part for part in parts if _has_articles(part)]
    if lawful:
        return lawful[:1]
    main = [part for part in parts if part.name == "main"]
    issued = [part for part in parts if part.name == "issued" and len(part.nodes) >= 2]
    if issued and sum(len(p.nodes) for p in main) <= 4 and _size(issued) > _size(main):
        return issued
    if any(part.nodes for part in main):
        return main
    others = [part for part in parts if part.name != "main" and len(part.nodes) >= 2]
    return [*others[:1]] if others else list(parts[:1])


def _has_articles(part: Part) -> bool:
    return sum(node.label.rank == ARTICLE for node in walk(part.nodes)) >= 3


def _size(parts: Sequence[Part]) -> int:
    return sum(len(block.text) for part in parts for node in part.nodes for block in node.blocks)


def _articles(parts: Sequence[Part]) -> Iterator[Provision]:
    found: list[tuple[Node, str, int]] = []
    for part in parts:
        chapter, number = "", 0
        for node in walk(part.nodes):
            if node.label.rank == 0:
                chapter, number = node.heading, node.label.number
            elif node.label.rank == ARTICLE and _gathers(node):
                named = "" if _CLOSING.search(node.heading) else node.heading
                found += [(child, named, 0) for child in node.children]
            elif node.label.rank == ARTICLE:
                found.append((node, chapter, number))
    for index, (node, chapter, number) in enumerate(found):
        yield Provision(
            node=node,
            text=text_of(node),
            chapter=chapter,
            chapter_number=number,
            place=index / max(1, len(found)),
            number=node.label.number,
        )


def _gathers(article: Node) -> bool:
    """`第六条 附则` with sentences below it: a heading over provisions, not an enumeration."""
    is_heading = len(article.own) == 1 and re.fullmatch(r"[一-龥]{2,10}", article.heading)
    return bool(is_heading) and sum(len(text_of(c)) > 24 for c in article.children) >= 2


def _sections(parts: Sequence[Part]) -> Iterator[Provision]:
    """The first level, or the one below where that is where the points are made."""
    for part in parts:
        for index, node in enumerate(part.nodes):
            place = index / max(1, len(part.nodes))
            children = [] if is_enumeration(node) else node.children
            for inner in children or [node]:
                yield Provision(
                    node=inner,
                    text=text_of(inner),
                    chapter=node.heading if children else "",
                    place=place,
                    number=inner.label.number,
                )


def is_enumeration(node: Node) -> bool:
    """Its items end with semicolons or are short: one provision, told in a list."""
    items = node.children
    if not items:
        return False
    listed = sum(item.own[-1].text.strip().endswith(("；", ";")) for item in items)
    announces = node.own[-1].text.strip().endswith(("：", ":"))
    short = sum(len(text_of(item)) < 45 for item in items)
    return listed * 2 >= len(items) - 1 or (announces and short * 2 > len(items))


def text_of(node: Node) -> str:
    return "\n".join(block.text.strip() for block in node.blocks)


def prose_of(provision: Provision) -> list[Block]:
    """Its paragraphs without a heading that stands on a line of its own."""
    blocks = provision.blocks
    first = blocks[0].text.strip()
    is_line = len(first) <= 50 and not re.search(r"。|[；：:]$", first)
    has_heading = len(blocks) > 1 and provision.node.label.rank > ARTICLE and is_line
    return blocks[1:] if has_heading else blocks


def sentences(block: Block) -> Iterator[tuple[int, int, str]]:
    """Sentences with their places in the document; a semicolon ends one, a bracketed full stop does not."""
    depth, begin = 0, 0
    for index, character in enumerate(block.text):
        depth += (character in "（(《“") - (character in "）)》”")
        if character in "。；;" and depth <= 0:
            yield block.start + begin, block.start + index + 1, block.text[begin : index + 1]
            begin, depth = index + 1, 0
    if block.text[begin:].strip():
        yield block.start + begin, block.end, block.text[begin:]
