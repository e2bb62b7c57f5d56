"""The exact text of a page, and its SM3: what reviewers approve and what publishing checks."""

import json
from datetime import date
from typing import Any

from wagtail.documents import get_document_model
from wagtail.fields import StreamValue
from wagtail.images import get_image_model

from mingtang.kernel.crypto.sm3 import sm3

#: Times to publish and withdraw: a text without them is the text it was before there were any.
_ONLY_IF_SET = frozenset(["go_live_at", "expire_at"])


def digest_of(page: Any) -> str:
    """Return the SM3 of everything readers of this page would get, files included."""
    canonical = json.dumps(text_of(page), ensure_ascii=False, sort_keys=True)
    return sm3(canonical.encode()).hex()


def text_of(page: Any) -> dict[str, Any]:
    """Return the public content as plain data. What is not in here is not bound by a review."""
    parent = page.get_parent()
    text: dict[str, Any] = {
        "model": page._meta.label_lower,
        "parent": parent.pk if parent else None,
        "title": page.title,
        "slug": page.slug,
    }
    for name in page.public_fields:
        value = _plain(getattr(page, name))
        if value is not None or name not in _ONLY_IF_SET:
            text[name] = value
    if hasattr(page, "attachments"):
        text["attachments"] = [
            [attachment.title, _file_digest(attachment.document)]
            for attachment in page.attachments.order_by("sort_order").all()
        ]
        text["related"] = sorted(related.pk for related in page.related.all())
        text["files"] = _files_in(text["body"])
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, StreamValue):
        return json.loads(json.dumps(value.get_prep_value(), default=str))
    return value.isoformat() if isinstance(value, date) else value


def _files_in(body: list[dict[str, Any]]) -> list[list[str]]:
    """Return the SM3 of pictures and documents that the body refers to by number."""
    pictures = [block["value"]["image"] for block in body if block["type"] == "picture"]
    documents = [block["value"]["document"] for block in body if block["type"] == "attachment"]
    images = get_image_model().objects.in_bulk([key for key in pictures if key])
    files = get_document_model().objects.in_bulk([key for key in documents if key])
    return [
        *(["image", _file_digest(images.get(key))] for key in pictures),
        *(["document", _file_digest(files.get(key))] for key in documents),
    ]


def _file_digest(record: Any) -> str:
    """Return the SM3 of a stored file; an exchanged file is another text."""
    if record is None:
        return "missing"
    try:
        with record.file.open("rb") as file:
            return sm3(file.read()).hex()
    except OSError:
        return "missing"
