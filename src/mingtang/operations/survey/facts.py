"""Facts: what is kept of a page or a file after it has been looked at once. Plain, so that it can be written down."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Hit:
    """Something wrong that a page or file shows by itself."""

    rule: str
    evidence: str


@dataclass(frozen=True)
class Letter:
    asked_on: str
    answered_on: str
    is_answered: bool


@dataclass(kw_only=True)
class Page:
    """An address of the site and what its page tells; `trouble` says why there is no page."""

    address: str
    trouble: str = ""
    status: int = 200
    seconds: float = 0.0
    depth: int = 0
    referrer: str = ""
    #: Where redirects ended, when that is not the address itself.
    final: str = ""
    title: str = ""
    heading: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    published_on: str = ""
    #: All links, and those of the main part; attachments and pages alike.
    links: list[str] = field(default_factory=list)
    main_links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    #: Words of the links by address, where they matter: external ones and attachments.
    words: dict[str, str] = field(default_factory=dict)
    #: (address, day) of a list of articles.
    entries: list[tuple[str, str]] = field(default_factory=list)
    text_length: int = 0
    digest: str = ""
    says_blank: bool = False
    marks: list[str] = field(default_factory=list)
    #: Ids of the guide's elements that are told; None when the page is no guide.
    elements: list[str] | None = None
    labels: dict[str, str] = field(default_factory=dict)
    #: Numbers and titles of policies that the text says are repealed.
    repeals: list[str] = field(default_factory=list)
    #: Office and name as they stand together in the text.
    offices: list[str] = field(default_factory=list)
    letter: Letter | None = None
    hits: list[Hit] = field(default_factory=list)
    search: str = ""
    is_article: bool = False
    #: The page names another as its original: the same text in another form, no article of its own.
    is_variant: bool = False
    guards_leaving: bool = False

    @property
    def is_there(self) -> bool:
        return not self.trouble

    @property
    def column_type(self) -> str:
        return self.meta.get("ColumnType", "")

    @property
    def name(self) -> str:
        """What people call it."""
        return self.meta.get("ArticleTitle") or self.heading or self.title

    @property
    def column_name(self) -> str:
        return self.meta.get("ColumnName") or self.heading or self.title


@dataclass(kw_only=True)
class File:
    """An attachment or picture; `trouble` says why it does not open, `unread` why nobody looked inside."""

    address: str
    trouble: str = ""
    unread: str = ""
    size: int = 0
    hits: list[Hit] = field(default_factory=list)


def as_plain(facts: Page | File) -> dict[str, Any]:
    return {"kind": "page" if isinstance(facts, Page) else "file", **asdict(facts)}


def from_plain(plain: Mapping[str, Any]) -> Page | File:
    """Read back what `as_plain` wrote."""
    given = dict(plain)
    kind = given.pop("kind")
    given["hits"] = [Hit(**hit) for hit in given["hits"]]
    if kind == "file":
        return File(**given)
    given["letter"] = Letter(**given["letter"]) if given["letter"] else None
    given["entries"] = [(address, day) for address, day in given["entries"]]
    return Page(**given)
