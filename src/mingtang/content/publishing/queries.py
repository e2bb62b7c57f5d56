"""Read what is public: lists, relations, and where a page stands in the site."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from mingtang.content.pages.models import HomePage
from mingtang.content.publishing.errors import NothingScheduled, PublicationNotFound
from mingtang.content.publishing.models import COLUMN_KIND, HOME_KIND, Publication, Schedule
from mingtang.content.publishing.reading import texts_of, what_was_read
from mingtang.content.reviewing.models import Decision, Outcome

HOME, COLUMN = HOME_KIND, COLUMN_KIND


@dataclass(frozen=True)
class Crumb:
    title: str
    path: str


def find_publication(page_number: int, *, lock: bool = False) -> Publication:
    found = Publication.objects.filter(pk=page_number)
    publication = (found.select_for_update() if lock else found).first()
    if publication is None:
        raise PublicationNotFound
    return publication


def find_schedule(page_number: int) -> Schedule:
    schedule = Schedule.objects.filter(pk=page_number).first()
    if schedule is None:
        raise NothingScheduled
    return schedule


def is_of_history(page_number: int, *, digest: str) -> bool:
    """Whether exactly this text was public before this system, or has only been moved in it."""
    return Decision.objects.filter(
        page_number=page_number, digest=digest, outcome=Outcome.HISTORY, is_void=False
    ).exists()


def path_of(page: Page) -> str:
    """Return the public address: the page's place in the tree below the home page."""
    home = HomePage.objects.only("url_path").first()
    prefix = home.url_path if home else "/"
    return "/" + str(page.url_path).removeprefix(prefix)


def columns() -> dict[int, Publication]:
    """Return every public column by its number."""
    read = what_was_read()
    if read is not None:
        return read.columns
    return {column.pk: column for column in Publication.objects.filter(kind=COLUMN)}


def articles() -> QuerySet[Publication]:
    return Publication.objects.exclude(kind__in=[HOME, COLUMN])


def articles_below(column: Publication) -> QuerySet[Publication]:
    """Return the articles of a column and of the columns below it, newest first."""
    return articles().filter(column_number__in=[column.pk, *columns_below(column.pk)])


def columns_below(column_number: int) -> list[int]:
    """Return the numbers of all columns below a column."""
    parents = {number: column.column_number for number, column in columns().items()}
    found: list[int] = []
    level = {column_number}
    while level:
        level = {number for number, parent in parents.items() if parent in level}
        found += level
    return found


def columns_above(column_number: int | None) -> list[Publication]:
    """Return the chain of public columns from the top down to this one."""
    known = columns()
    chain: list[Publication] = []
    while column_number in known:
        chain.insert(0, known[column_number])
        column_number = known[column_number].column_number
    return chain


def crumbs_of(publication: Publication) -> list[Crumb]:
    return crumbs_down(columns_above(publication.column_number))


def crumbs_down(columns_above: list[Publication]) -> list[Crumb]:
    return [Crumb("首页", "/"), *(Crumb(column.title, column.path) for column in columns_above)]


def interpretations_of(publication: Publication) -> Iterable[Publication]:
    read = what_was_read()
    if read is not None and publication.pk not in read.interpreted:
        return ()  # an empty question costs a third of a millisecond, ten thousand times
    return Publication.objects.filter(interprets_number=publication.pk)


def related_to(publication: Publication) -> Iterable[Publication]:
    numbers = [*publication.related_numbers, publication.interprets_number]
    wanted = [number for number in numbers if number]
    return Publication.objects.filter(pk__in=wanted) if wanted else ()


def pages_mentioning(page_number: int) -> list[int]:
    """Return the numbers of public pages that link to this one as related or interpreted."""
    mentioning = Publication.objects.filter(related_numbers__contains=[page_number])
    interpreting = Publication.objects.filter(interprets_number=page_number)
    return list((mentioning | interpreting).distinct().values_list("pk", flat=True))


def text_published(publication: Publication) -> Any:
    """Return the page exactly as it was approved."""
    read = what_was_read()
    if read is not None and publication.pk in read.texts:
        return read.texts[publication.pk]
    return texts_of([publication])[publication.pk]
