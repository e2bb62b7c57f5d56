"""What the optimiser looks at: columns with their articles, and who visited what together."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Article:
    number: int
    path: str
    title: str
    text: str
    visitors: int = 0


@dataclass(frozen=True)
class Column:
    number: int
    path: str
    title: str
    kind: str
    column_type: str
    parent: int | None
    description: str = ""
    keywords: str = ""
    articles: tuple[Article, ...] = ()
    has_children: bool = False
    #: Median seconds people stay with its list and its articles; None when nobody was there.
    stay: int | None = None

    @property
    def words(self) -> str:
        """Everything it says, titles more than texts."""
        titles = "。".join(article.title for article in self.articles)
        texts = "。".join(article.text[:1500] for article in self.articles)
        return "。".join([*[self.title] * 3, self.keywords, self.description, *[titles] * 3, texts])


@dataclass(frozen=True)
class Snapshot:
    columns: tuple[Column, ...]
    #: Sittings in which two addresses were both visited; an address with itself: all its sittings.
    together: Mapping[tuple[str, str], int] = field(default_factory=dict)
    days: int = 0

    def shared(self, one: str, other: str) -> int:
        return self.together.get((one, other) if one <= other else (other, one), 0)

    def sittings(self, path: str) -> int:
        return self.together.get((path, path), 0)

    def share(self, one: Column, other: Column) -> float:
        """Return how large a part of the smaller column's sittings also went to the other."""
        fewer = min(self.sittings(one.path), self.sittings(other.path))
        return min(1.0, self.shared(one.path, other.path) / fewer) if fewer else 0.0
