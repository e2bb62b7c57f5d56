"""A parsed policy as plain data: what `mingtang parse` writes and what the editor's page reads."""

from collections.abc import Mapping
from typing import Any

from mingtang.content.parsing.model import Found, ParsedPolicy, Section
from mingtang.documents.model import Document


def as_plain(document: Document, policy: ParsedPolicy, *, file: str) -> dict[str, Any]:
    """Places count characters of `source.text`, so that an editor can be shown where each value stands."""
    values: Mapping[str, Any] = {
        name: [_found(value) for value in found] for name, found in policy.values.items()
    }
    return {
        **values,
        "structure": [_section(section) for section in policy.structure],
        "tables": [[list(row) for row in table] for table in policy.tables],
        "warnings": list(policy.warnings),
        "source": {
            "file": file,
            "kind": document.kind,
            "pages": document.pages,
            "text": document.text,
        },
    }


def _found(found: Found) -> dict[str, Any]:
    return {
        "text": found.text,
        "page": found.page,
        "start": found.start,
        "end": found.end,
        "confidence": found.confidence,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "label": section.label,
        "level": section.level,
        "heading": section.heading,
        "page": section.page,
        "start": section.start,
        "end": section.end,
        "children": [_section(child) for child in section.children],
    }
