"""Walks along the links of published pages and says where each leads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx

LEADING = {"a": "href", "link": "href", "img": "src", "script": "src", "form": "action"}
#: Tools of a page, not links to anything on the site.
NO_PLACES = ("data", "tel", "mailto")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: dict[str, str] = {}
        self.is_article = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if link := found.get(LEADING.get(tag, "")):
            self.links.append(link)
        if tag == "meta" and found.get("name"):
            self.tags[found["name"] or ""] = found.get("content") or ""
        self.is_article = self.is_article or tag == "article"


@dataclass(frozen=True)
class Read:
    """A page as a program sees it: the addresses it leads to, its meta tags, whether it is an article."""

    links: tuple[str, ...]
    tags: dict[str, str]
    is_article: bool


@dataclass
class Walk:
    """Asks for every address once; remembers what did not answer, and on which page it stands."""

    client: httpx.Client
    own_host: str
    pages: dict[str, Read] = field(default_factory=dict)
    dead: set[tuple[str, str]] = field(default_factory=set)
    _answers: dict[str, bool] = field(default_factory=dict)

    def along(self, places: Iterable[str]) -> set[str]:
        """Read these pages, try all they lead to, and return what of it can be read in turn."""
        next_places = set()
        for place in places:
            for link in self.read(place).links:
                target = self._place(link)
                if target is None or not self._is_fine(target):
                    self.dead.add((place, link))
                elif target in self.pages:
                    next_places.add(target)
        return next_places

    def read(self, place: str) -> Read:
        assert self._is_fine(place), place
        return self.pages[place]

    def _place(self, link: str) -> str | None:
        """Return the path on our own site, or nothing for a foreign address."""
        parts = urlsplit(link)
        if parts.netloc and parts.hostname != self.own_host:
            return None
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def _is_fine(self, target: str) -> bool:
        if target not in self._answers:
            self._answers[target] = self._ask(target)
        return self._answers[target]

    def _ask(self, target: str) -> bool:
        answer = self.client.get(target, follow_redirects=True)
        self.client.cookies.clear()
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        if is_page and not answer.history and answer.status_code == httpx.codes.OK:
            self.pages[target] = read(answer.text, at=target)
        return answer.status_code == httpx.codes.OK and bool(answer.content)


def read(html: str, *, at: str) -> Read:
    reader = _Reader()
    reader.feed(html)
    return Read(tuple(_addresses(reader.links, at)), reader.tags, reader.is_article)


def _addresses(links: list[str], at: str) -> Iterator[str]:
    """Return each address once, seen from the page's own, without the place inside the page."""
    for link in dict.fromkeys(links):
        if urlsplit(link).scheme not in NO_PLACES:
            yield urldefrag(urljoin(at, link)).url
