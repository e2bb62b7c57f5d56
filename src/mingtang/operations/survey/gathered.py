"""Gathered: the facts of a whole site, as the checks look at them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from mingtang.operations.survey import addresses
from mingtang.operations.survey.addresses import Site
from mingtang.operations.survey.facts import File, Page

Tell = Callable[[str, int, int], None]
"""Hears of the progress: what is being done, how many are done, how many are known."""


@dataclass
class Gathered:
    site: Site
    home: str
    is_live: bool
    pages: dict[str, Page] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    #: External address -> why it does not open; empty when it does.
    outside: dict[str, str] = field(default_factory=dict)
    #: External addresses nobody could verify from here.
    unverified: set[str] = field(default_factory=set)
    #: Addresses inside that are answered by programs and were not asked.
    unasked: set[str] = field(default_factory=set)
    #: Pages of the folder that nothing leads to.
    leftovers: list[str] = field(default_factory=list)
    #: Whether everything within the limits has been looked at.
    is_complete: bool = True
    #: Why something could not be looked at, for the part 需人工.
    notes: list[tuple[str, str]] = field(default_factory=list)
    #: Seconds of each visit of the home page; -1 when it failed.
    visits: list[float] = field(default_factory=list)
    #: Title -> whether the site's own search shows it on its first page.
    searched: dict[str, bool] = field(default_factory=dict)
    #: What a link leads to when it is not the address itself (index.html, redirects).
    aliases: dict[str, str] = field(default_factory=dict)

    def target(self, address: str) -> str:
        """Return the address under which the page or file is kept."""
        return self.aliases.get(address, address)

    def page(self, address: str) -> Page | None:
        return self.pages.get(self.target(address))

    @property
    def home_page(self) -> Page | None:
        return self.page(self.home)

    @cached_property
    def seen(self) -> list[Page]:
        """The pages that are there and that people can reach."""
        left = set(self.leftovers)
        return [page for page in self.pages.values() if page.is_there and page.address not in left]

    @cached_property
    def articles(self) -> list[Page]:
        return [page for page in self.seen if page.is_article and page.address != self.home]

    def referrers(self, address: str) -> Iterator[Page]:
        """Pages that lead to a file or page."""
        return iter(self._referrers.get(address, ()))

    @cached_property
    def _referrers(self) -> dict[str, list[Page]]:
        found: dict[str, list[Page]] = {}
        for page in self.seen:
            for link in dict.fromkeys([*page.links, *page.pictures]):
                if not addresses.is_page(link) or not addresses.is_inside(link):
                    found.setdefault(self.target(link), []).append(page)
        return found
