"""A public page as a line in a list, and what a page's path shows."""

from typing import Any

from django.utils.timezone import localtime

from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import Crumb


def line(publication: Publication) -> dict[str, Any]:
    return {
        "title": publication.title,
        "path": publication.path,
        "summary": publication.summary,
        "department": publication.department,
        "doc_number": publication.doc_number,
        "validity": publication.validity,
        "kind": publication.kind,
        "published_at": localtime(publication.published_at),
    }


def lines(publications: Any) -> list[dict[str, Any]]:
    return [line(publication) for publication in publications]


def trail(crumbs: list[Crumb]) -> list[dict[str, str]]:
    return [{"title": crumb.title, "path": crumb.path} for crumb in crumbs]
