"""A text as reviewers see it: every public field with its name, and the body as readers will get it."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from mingtang.content.pages.presenting import FilesOfTheCms, attachments_of, body_of


@dataclass(frozen=True)
class ShownText:
    rows: list[tuple[str, str]]
    body: SafeString | None
    attachments: list[dict[str, Any]]


def shown(text: Any) -> ShownText:
    files = FilesOfTheCms()
    has_body = hasattr(text, "body")
    return ShownText(
        rows=list(_rows(text)),
        body=body_of(text, files=files).html if has_body else None,
        attachments=attachments_of(text, files=files) if has_body else [],
    )


def _rows(text: Any) -> list[tuple[str, str]]:
    rows = [("地址", text.slug)]
    for name in text.public_fields:
        if name == "body":
            continue
        field = text._meta.get_field(name.removesuffix("_id"))
        display = getattr(text, f"get_{name}_display", None)
        value = display() if display else getattr(text, field.name)
        if value not in (None, ""):
            rows.append((str(field.verbose_name), str(value)))
    return rows
