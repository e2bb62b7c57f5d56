"""Parses a policy file: reads it, refuses what is secret, and finds elements, structure and modules."""

from collections.abc import Iterator
from pathlib import Path

from mingtang.content.parsing import elements
from mingtang.content.parsing.anatomy import Anatomy
from mingtang.content.parsing.annexes import attachments
from mingtang.content.parsing.contact import contact
from mingtang.content.parsing.dissection import dissect
from mingtang.content.parsing.key_points import key_points
from mingtang.content.parsing.materials import materials
from mingtang.content.parsing.model import DOUBTFUL, FIELDS, Found, ParsedPolicy
from mingtang.content.parsing.outline import outline_of, sections_of
from mingtang.content.parsing.procedure import procedure
from mingtang.content.parsing.provisions import substance_of
from mingtang.content.parsing.scope import scope
from mingtang.content.parsing.secrecy import refuse_secret
from mingtang.content.parsing.subsidy import subsidy
from mingtang.content.parsing.validity import effective_date, validity
from mingtang.documents.model import Document
from mingtang.documents.reading import read_document

_NAMES = {
    "title": "标题",
    "issuing_authority": "发文机关",
    "doc_number": "发文字号",
    "addressee": "主送机关",
    "issue_date": "成文日期",
    "effective_date": "施行日期",
    "validity": "有效期",
    "attachments": "附件",
    "key_points": "政策要点",
    "scope": "适用范围",
    "procedure": "办事流程",
    "materials": "申报材料",
    "subsidy": "补贴标准",
    "contact": "联系方式",
}


def parse_file(path: Path) -> tuple[Document, ParsedPolicy]:
    document = read_document(path)
    return document, parse_document(document)


def parse_document(document: Document) -> ParsedPolicy:
    refuse_secret(document)
    anatomy = dissect(document)
    parts = outline_of(anatomy)
    substance = substance_of(anatomy, parts)
    values: dict[str, list[Found]] = {
        "title": elements.title(anatomy),
        "issuing_authority": elements.issuing_authority(anatomy),
        "doc_number": elements.doc_number(anatomy),
        "addressee": elements.addressee(anatomy),
        "issue_date": elements.issue_date(anatomy),
        "effective_date": effective_date(anatomy),
        "validity": validity(anatomy),
        "attachments": attachments(anatomy),
        "key_points": key_points(substance),
        "scope": scope(substance),
        "procedure": procedure(substance),
        "materials": materials(substance),
        "subsidy": subsidy(substance),
        "contact": contact(substance),
    }
    return ParsedPolicy(
        values={name: values[name] for name in FIELDS},
        structure=sections_of(parts),
        tables=[table.rows for table in document.tables],
        warnings=[*document.warnings, *_warnings(anatomy, values)],
    )


def _warnings(anatomy: Anatomy, values: dict[str, list[Found]]) -> Iterator[str]:
    if not values["title"]:
        yield "没有找到标题，请手工填写。"
    if anatomy.number and elements.has_odd_number(anatomy.number.text):
        yield f"发文字号“{anatomy.number.text.strip()}”的写法不合国标，已改成六角括号，请核对。"
    for name, found in values.items():
        doubtful = sum(value.confidence < DOUBTFUL for value in found)
        if doubtful:
            yield f"“{_NAMES[name]}”有 {doubtful} 处把握不大，请对照原文核对。"
