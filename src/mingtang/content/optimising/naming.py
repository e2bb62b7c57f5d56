"""Names for new columns, chosen from the words people use for their errands."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mingtang.content.optimising.snapshot import Article, Column

#: A word in a title says more about what a page is for than a word in its text.
IN_TITLE, IN_TEXT = 6.0, 1.0
MOST_IN_TEXT = 4


@dataclass(frozen=True)
class Name:
    name: str
    score: float


def names_for(
    columns: Iterable[Column], terms: Iterable[Mapping[str, Any]], *, taken: Collection[str] = ()
) -> list[Name]:
    """Return names in the order of how well they fit; titles in use elsewhere are left out."""
    columns = list(columns)
    titles = [column.title for column in columns]
    titles += [article.title for column in columns for article in column.articles]
    texts = [article.text for column in columns for article in column.articles]
    found = [
        Name(str(term["name"]), _score(term["words"], titles, texts))
        for term in terms
        if term["name"] not in taken
    ]
    return sorted((n for n in found if n.score > 0), key=lambda n: (-n.score, n.name))


def best_term(article: Article, terms: Iterable[Mapping[str, Any]]) -> str:
    """Return the name an article fits best, or nothing."""
    scored = [
        (_score(term["words"], [article.title], [article.text]), str(term["name"]))
        for term in terms
    ]
    score, name = max(scored, default=(0.0, ""))
    return name if score > 0 else ""


def _score(words: Iterable[str], titles: list[str], texts: list[str]) -> float:
    """Add up what speaks for a name: every part of the group counts the same, long or short."""
    parts = [*((title, IN_TITLE) for title in titles), *((text, IN_TEXT) for text in texts)]
    total = sum(
        weight * min(MOST_IN_TEXT, text.count(word)) * len(word) / 2
        for word in words
        for text, weight in parts
    )
    return total / max(1, len(titles) + len(texts))
