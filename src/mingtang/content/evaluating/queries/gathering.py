"""Gather what the optimiser looks at: published columns, their texts, and their visits."""

from collections import defaultdict

from mingtang.content.counting.measure import Measure
from mingtang.content.evaluating.queries.measuring import (
    days_measured,
    measures,
    together,
)
from mingtang.content.optimising.rules import rules
from mingtang.content.optimising.snapshot import Article, Column, Snapshot
from mingtang.content.pages.models import ColumnPage
from mingtang.content.pages.presenting import FilesOfTheCms, body_of
from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import COLUMN, HOME


def snapshot() -> Snapshot:
    days = int(rules()["optimiser_days"])
    measured = measures(days=days)
    publications = list(Publication.objects.exclude(kind=HOME).select_related("revision"))
    columns = [p for p in publications if p.kind == COLUMN]
    articles: dict[int | None, list[Article]] = defaultdict(list)
    for publication in publications:
        if publication.kind != COLUMN:
            articles[publication.column_number].append(_article(publication, measured))
    pages = ColumnPage.objects.in_bulk([column.pk for column in columns])
    parents = {column.column_number for column in columns}
    return Snapshot(
        columns=tuple(
            _column(column, pages[column.pk], articles[column.pk], parents, measured)
            for column in sorted(columns, key=lambda c: (c.position, c.pk))
        ),
        together=together(days=days),
        days=days_measured(at_most=days),
    )


def _column(
    publication: Publication,
    page: ColumnPage,
    articles: list[Article],
    parents: set[int | None],
    measured: dict[int, Measure],
) -> Column:
    stays = Measure()
    for number in (publication.pk, *(article.number for article in articles)):
        if number in measured:
            stays.add(measured[number])
    return Column(
        number=publication.pk,
        path=publication.path,
        title=publication.title,
        kind=page.kind,
        column_type=page.column_type,
        parent=publication.column_number,
        description=page.description,
        keywords=page.keywords,
        articles=tuple(sorted(articles, key=lambda article: article.number)),
        has_children=publication.pk in parents,
        stay=stays.median_stay,
    )


def _article(publication: Publication, measured: dict[int, Measure]) -> Article:
    text = body_of(publication.revision.as_object(), files=FilesOfTheCms()).text
    found = measured.get(publication.pk)
    return Article(
        number=publication.pk,
        path=publication.path,
        title=publication.title,
        text=f"{publication.summary}{text}",
        visitors=found.visitors if found else 0,
    )
