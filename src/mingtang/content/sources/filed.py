"""Makes a source from a policy file that was read and parsed, without any CMS."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from mingtang.content.parsing.dissection import dissect
from mingtang.content.parsing.model import DOUBTFUL, Found, ParsedPolicy
from mingtang.content.sources.modules import with_modules
from mingtang.content.sources.source import (
    Attached,
    Block,
    Paragraph,
    ParagraphKind,
    Run,
    Source,
    Table,
)
from mingtang.documents.labels import read_label
from mingtang.documents.model import BlockKind, Document
from mingtang.documents.numerals import number_of

LONGEST_HEADING = 40
_CHAPTER, _SECTION, _FIRST_LEVEL, _SECOND_LEVEL = 0, 1, 3, 4
_DAY = re.compile(
    r"([\d〇○零一二三四五六七八九]{4})年([\d一二三四五六七八九十]{1,3})月([\d一二三四五六七八九十]{1,3})日"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def source_of_file(document: Document, policy: ParsedPolicy, *, digest: str = "") -> Source:
    values = {
        name: [f for f in found if f.confidence >= DOUBTFUL]
        for name, found in policy.values.items()
    }
    title = _first(values["title"]) or _first(policy.values["title"]) or "（没有标题）"
    return with_modules(
        Source(
            title=title,
            issuer="、".join(found.text for found in values["issuing_authority"]),
            doc_number=_first(values["doc_number"]),
            addressee=_first(values["addressee"]),
            issued_on=day_of(_first(values["issue_date"])),
            effective_on=day_of(_first(values["effective_date"])),
            body=_numbered(_body(document)),
            attachments=[Attached(title=found.text) for found in values["attachments"]],
            digest=digest,
        )
    )


def _first(found: Sequence[Found]) -> str:
    return found[0].text if found else ""


def day_of(text: str) -> date | None:
    """Read `2026年3月5日`, `2026-03-05` or `二〇二六年三月五日`."""
    plain = re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$", text)
    match = plain or _DAY.search(text)
    if match is None:
        return None
    year = int(match.group(1).translate(_DIGITS))
    month, day = (number_of(part) or int(part) for part in match.groups()[1:])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _body(document: Document) -> Iterator[Block]:
    anatomy = dissect(document)
    tables = {table.start: table for table in document.tables}
    for block in (*anatomy.body, *anatomy.after):
        if block.start in tables:
            first, *rows = [list(row) for row in tables[block.start].rows]
            yield Table(heads=first, rows=rows)
        elif block.kind is BlockKind.PARAGRAPH and block.text.strip():
            yield _paragraph(block.text.strip())


def _paragraph(text: str) -> Paragraph:
    level = _heading_level(text)
    kind = ParagraphKind.HEADING if level else ParagraphKind.TEXT
    return Paragraph(kind=kind, runs=[Run(text=text)], level=level)


def _heading_level(text: str) -> int:
    """A numbered line of its own, without a full stop, is a heading."""
    label = read_label(text)
    if label is None or len(text) > LONGEST_HEADING or re.search(r"[。；;：:]$|。", text):
        return 0
    if label.rank in (-1, _CHAPTER, _FIRST_LEVEL):
        return 1
    return 2 if label.rank in (_SECTION, _SECOND_LEVEL) else 0


def _numbered(blocks: Iterator[Block]) -> list[Block]:
    numbered: list[Block] = []
    number = 0
    for block in blocks:
        if isinstance(block, Paragraph) and block.level == 1:
            number += 1
            block = Paragraph(kind=block.kind, runs=block.runs, level=1, anchor=f"s{number}")
        numbered.append(block)
    return numbered
