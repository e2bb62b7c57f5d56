"""What each page of a column's list shows, told by the database without fetching the articles."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from mingtang.content.publishing.models import Publication
from mingtang.content.publishing.queries import articles

PAGE_SIZE = 20
#: From so many pages on that have to be made, one question for all articles is cheaper.
MANY_PAGES = 4

#: Pages are counted from the oldest article, so that a new one changes the newest page only; that one
#: grows to two pages before it gives one off.
_SHOWN = """
SELECT LEAST((place - 1) / %(size)s, GREATEST(total / %(size)s - 1, 0)) AS chunk, count(*),
       encode(sha256(convert_to(string_agg(shown, chr(30) ORDER BY place DESC), 'UTF8')), 'hex')
FROM (
    SELECT row_number() OVER (ORDER BY published_at, page_id) AS place, count(*) OVER () AS total,
           concat_ws(chr(31), path, title, summary, department, doc_number, validity, kind,
                     published_at) AS shown
    FROM content_publishing_publication
    WHERE column_number = ANY(%(columns)s) AND kind NOT IN ('home', 'column')
) AS articles
GROUP BY chunk ORDER BY chunk DESC
"""


@dataclass(frozen=True)
class ListPage:
    """One page of a list: how many articles it holds after how many newer ones."""

    #: Counted from the oldest, from 1.
    number: int
    newer: int
    size: int
    #: Fingerprint of every word of every line.
    shows: str


class ArticleList:
    """The articles of some columns, newest first, cut into pages that keep their place."""

    def __init__(self, column_numbers: Sequence[int]) -> None:
        self._columns = list(column_numbers)
        self._all: list[Publication] | None = None
        self._asked = 0
        self.pages = self._read_pages()

    @property
    def total(self) -> int:
        return sum(page.size for page in self.pages)

    def of(self, page: ListPage) -> list[Publication]:
        self._asked += 1
        if self._asked > MANY_PAGES and self._all is None:
            self._all = list(self._found())
        end = page.newer + page.size
        return list((self._found() if self._all is None else self._all)[page.newer : end])

    def newest(self, number: int) -> list[Publication]:
        return list(self._found()[:number])

    def _found(self) -> QuerySet[Publication]:
        return articles().filter(column_number__in=self._columns)

    def _read_pages(self) -> list[ListPage]:
        with connection.cursor() as cursor:
            cursor.execute(_SHOWN, {"size": PAGE_SIZE, "columns": self._columns})
            rows = cursor.fetchall()
        pages, newer = [], 0
        for chunk, size, shows in rows:
            pages.append(ListPage(number=chunk + 1, newer=newer, size=size, shows=shows))
            newer += size
        return pages
