"""An article and its files."""

from typing import Any

from django.utils.timezone import localtime

from mingtang.content.pages.presenting import article_of
from mingtang.content.pages.texts import digest_of
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import (
    columns_above,
    crumbs_down,
    interpretations_of,
    related_to,
    text_published,
)
from mingtang.content.rendering import site
from mingtang.content.rendering.columns import meta_of_column
from mingtang.content.rendering.files import PublishedFiles, file_of
from mingtang.content.rendering.formats import (
    finished_formats,
    format_files,
    links_to,
)
from mingtang.content.rendering.lines import lines, trail

LONGEST_DESCRIPTION = 150


class NotTheApprovedText(Exception):  # noqa: N818  an alarm for operators
    """The stored text or a file is no longer the one that was approved. It is not published."""


def article_files(publication: Publication) -> dict[str, bytes]:
    text = text_published(publication)
    if digest_of(text) != publication.digest:
        raise NotTheApprovedText(publication.path)
    files = PublishedFiles(publication.pk)
    context = context_of(publication, article_of(text, files=files))
    formats = finished_formats(publication)
    context["formats"] = links_to(formats, publication=publication)
    return {
        **files.contents,
        **format_files(formats, publication=publication, context=context),
        file_of(publication.path): site.page("article", context, here=publication.path),
    }


def context_of(publication: Publication, article: dict[str, Any]) -> dict[str, Any]:
    above = columns_above(publication.column_number)
    return {
        "article": {
            **article,
            "validity": publication.validity,
            "path": publication.path,
            "published_at": localtime(publication.published_at),
            "description": article["summary"] or article["text"][:LONGEST_DESCRIPTION],
        },
        "column": meta_of_column(above[-1]) if above else None,
        "breadcrumbs": trail(crumbs_down(above)),
        "interpretations": lines(interpretations_of(publication)),
        "related": lines(related_to(publication)),
    }
