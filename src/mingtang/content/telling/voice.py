"""语音稿: the text for an announcer or a machine's voice, in the order it is heard, with its pauses."""

import re
from collections.abc import Iterator

from mingtang.content.sources.source import (
    Imprint,
    Paragraph,
    ParagraphKind,
    Picture,
    Source,
    Table,
)
from mingtang.content.sources.words import in_chinese, sentences_of
from mingtang.content.telling.spoken import aloud, whole
from mingtang.documents.labels import read_label

PAUSE, LONG_PAUSE = "｜", "‖"
_LEGEND = f"说明：“{PAUSE}”停半拍，“{LONG_PAUSE}”停一拍。数字、日期、文号已经写成读音。照着念，不要加减字。"


def voice_of(source: Source, *, imprint: Imprint) -> str:
    lines = [f"语音稿：{source.title}", _LEGEND]
    lines += [f"原文网页：{imprint.address}"] if imprint.address else []
    lines += ["", *_opening(source), ""]
    for block in source.body:
        lines += _block(block)
    lines += ["", *_closing(source, imprint)]
    return "\n".join(lines) + "\n"


def _opening(source: Source) -> Iterator[str]:
    yield f"{aloud(source.title)}。{LONG_PAUSE}"
    if source.doc_number:
        yield f"发文字号，{aloud(source.doc_number)}。{PAUSE}"
    if source.issuer:
        yield f"发文机关，{aloud(source.issuer)}。{PAUSE}"
    if source.issued_on:
        yield f"成文日期，{aloud(in_chinese(source.issued_on))}。{PAUSE}"
    if source.validity and source.validity != "有效":
        yield f"请注意，这份文件{source.validity}。{LONG_PAUSE}"
    if source.addressee:
        yield f"主送：{aloud(source.addressee.rstrip('：:'))}。{PAUSE}"


def _block(block: object) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Picture):
        yield f"这里有一张图：{aloud(block.alt)}。{PAUSE}"
    elif isinstance(block, Paragraph) and block.kind is ParagraphKind.HEADING:
        yield ""
        yield f"{_heading(block.text)}。{LONG_PAUSE}"
    elif isinstance(block, Paragraph):
        for sentence in sentences_of(_labelled(block.text)):
            yield f"{_breathing(aloud(sentence))}{PAUSE}"


def _heading(text: str) -> str:
    label = read_label(text)
    if label is None:
        return aloud(text).rstrip("。：")
    rest = aloud(text[label.length :].strip()).rstrip("。：")
    name = f"第{whole(label.number)}" if label.rank >= 3 else label.text
    return f"{name}，{rest}" if rest else name


def _labelled(text: str) -> str:
    """`（二）` at the head of a paragraph is said as 第二."""
    label = read_label(text)
    if label is None or label.rank < 3:
        return text
    return f"第{whole(label.number)}，{text[label.length :].strip()}"


def _breathing(sentence: str) -> str:
    """Brackets become a pause; a semicolon is a breath."""
    sentence = re.sub(r"[（(]([^（）()]*)[）)]", r"，\1，", sentence)
    sentence = re.sub(r"，+(?=[，。；：、])|(?<=[，。；：、])，+", "", sentence)
    return re.sub(r"；", f"；{PAUSE}", sentence)


def _table(table: Table) -> Iterator[str]:
    name = f"“{aloud(table.caption)}”" if table.caption else ""
    yield f"下面是一张表{name}，一共{_rows(len(table.rows))}。{LONG_PAUSE}"
    for number, row in enumerate(table.rows, start=1):
        cells = [
            f"{aloud(head)}，{aloud(cell)}" if head else aloud(cell)
            for head, cell in zip(table.heads, row, strict=False)
            if cell.strip()
        ]
        yield f"第{whole(number)}行：{'；'.join(cells)}。{PAUSE}"
    yield f"表格读完了。{LONG_PAUSE}"


def _rows(count: int) -> str:
    return f"{'两' if count == 2 else whole(count)}行"


def _closing(source: Source, imprint: Imprint) -> Iterator[str]:
    if source.attachments:
        names = "；".join(aloud(attached.title) for attached in source.attachments)
        yield f"附件有{whole(len(source.attachments))}份：{names}。{PAUSE}"
    where = f"，请到{imprint.site}网站查看" if imprint.site else ""
    yield f"播报完毕。全文以公开发布的文字为准{where}。"
