"""JSON: the text, its head, its structure and what was found in it, as docs/explanation/formats.md documents it."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from mingtang.content.sources.source import Imprint, Paragraph, Picture, Source, Span, Table

SCHEMA = "mingtang.article.v1"


def json_of(source: Source, *, imprint: Imprint) -> str:
    return json.dumps(plain(source, imprint=imprint), ensure_ascii=False, indent=1) + "\n"


def plain(source: Source, *, imprint: Imprint) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "address": imprint.address or None,
        "site": imprint.site or None,
        "digest": {"algorithm": "SM3", "value": source.digest} if source.digest else None,
        "title": source.title,
        "kind": source.kind,
        "summary": source.summary,
        "issuer": source.issuer,
        "department": source.department,
        "source": source.origin,
        "doc_number": source.doc_number,
        "index_number": source.index_number,
        "theme": source.theme,
        "addressee": source.addressee,
        "keywords": list(source.keywords),
        "issued_on": _day(source.issued_on),
        "effective_on": _day(source.effective_on),
        "expires_on": _day(source.expires_on),
        "validity": source.validity,
        "body": [_block(block, number) for number, block in enumerate(source.body)],
        "attachments": [
            {"title": attached.title, "kind": attached.kind, "bytes": attached.size}
            for attached in source.attachments
        ],
        "text": source.text,
        "modules": {
            name: [_span(span) for span in spans] for name, spans in source.modules.items() if spans
        },
        "links": dict(imprint.others),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _block(block: object, number: int) -> Mapping[str, Any]:
    known: dict[str, Any] = {"number": number}
    if isinstance(block, Table):
        return known | {
            "type": "table",
            "caption": block.caption,
            "heads": list(block.heads),
            "rows": [list(row) for row in block.rows],
        }
    if isinstance(block, Picture):
        return known | {"type": "picture", "alt": block.alt}
    if not isinstance(block, Paragraph):
        raise TypeError(type(block).__name__)
    known |= {"type": block.kind.value, "text": block.text}
    if block.level:
        known["level"] = block.level
    if block.marker:
        known["marker"] = block.marker
    if block.anchor:
        known["anchor"] = block.anchor
    return known


def _span(span: Span) -> dict[str, Any]:
    return {
        "text": span.text,
        "start": span.start,
        "end": span.end,
        "blocks": [span.first_block, span.last_block],
        "anchor": span.anchor or None,
        "confidence": span.confidence,
    }
