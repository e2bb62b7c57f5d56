"""The other formats of an article as files beside its page, and the links to them."""

import json
from collections.abc import Sequence
from typing import Any

from mingtang.content.formats.models import Format
from mingtang.content.formats.queries import formats_of
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.reading import what_was_read
from mingtang.content.rendering import site
from mingtang.content.rendering.files import file_of

#: Shown on the page of the picture, which the article links to.
_ON_ANOTHER_PAGE = frozenset(["svg", "png"])


def finished_formats(publication: Publication) -> tuple[Format, ...]:
    """Return those of exactly the text that is public; what is missing is not waited for."""
    read = what_was_read()
    if read is not None and publication.pk in read.formats:
        return read.formats[publication.pk]
    return formats_of(publication, digest=publication.digest)


def links_to(formats: Sequence[Format], *, publication: Publication) -> list[dict[str, Any]]:
    return [
        {
            "key": file.key,
            "label": file.kind.label,
            "hint": file.kind.hint,
            "icon": file.kind.icon,
            "is_page": file.kind.is_page,
            "size": None if file.kind.is_page else file.size,
            "address": address_of(file, publication=publication),
        }
        for file in formats
        if file.key not in _ON_ANOTHER_PAGE
    ]


def format_files(
    formats: Sequence[Format], *, publication: Publication, context: dict[str, Any]
) -> dict[str, bytes]:
    """Return the files; what is a page of the site is put into one."""
    return {
        file_of(address_of(file, publication=publication)): (
            _page(file, formats, publication=publication, context=context)
            if file.kind.is_page
            else bytes(file.content)
        )
        for file in formats
    }


def address_of(file: Format, *, publication: Publication) -> str:
    slug = publication.path.rstrip("/").rsplit("/", 1)[-1]
    return publication.path + file.file_name(slug)


def _page(
    file: Format, formats: Sequence[Format], *, publication: Publication, context: dict[str, Any]
) -> bytes:
    beside = {other.key: other for other in formats}
    article = context["article"]
    shown = {
        "key": file.key,
        "label": file.kind.label,
        "icon": file.kind.icon,
        "title": publication.title,
        "doc_number": publication.doc_number,
        "published_at": article["published_at"],
        "source": article["source"],
        "page_path": publication.path,
        "told": json.loads(bytes(file.content)),
        "formats": context["formats"],
        "column": context["column"],
        "breadcrumbs": [
            *context["breadcrumbs"],
            {"title": publication.title, "path": publication.path},
        ],
    }
    for key in _ON_ANOTHER_PAGE & beside.keys():
        shown[f"{key}_address"] = address_of(beside[key], publication=publication)
        shown[f"{key}_size"] = beside[key].size
    return site.page("format", shown, here=address_of(file, publication=publication))
