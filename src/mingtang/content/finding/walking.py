"""Goes through the pages of a source, from its first page on, and says why a page gives nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from mingtang.content.fetching.errors import FetchTrouble, TooMuch
from mingtang.content.fetching.fetching import PAGE, Answer, Fetcher, unzip
from mingtang.content.finding.errors import NothingListed, NotUnderstood
from mingtang.content.finding.feeds import GZIP
from mingtang.content.finding.folders import entries_in_folder
from mingtang.content.finding.links import same_thing
from mingtang.content.finding.model import Hints, Listing
from mingtang.content.finding.reading import read_listing, text_of_page

MOST_ELSEWHERE = 2
#: A map of maps is walked in one go, the newest maps first.
MOST_MAPS = 20


@dataclass(frozen=True, kw_only=True)
class Visited:
    """One page of a walk; `listing` is None when the site says nothing has changed."""

    address: str
    listing: Listing | None
    goes_on_at: str
    etag: str = ""
    last_modified: str = ""


@dataclass(kw_only=True)
class Walk:
    """Walks one source. Whoever walks decides after each page whether to go on."""

    fetcher: Fetcher
    hints: Hints = field(default_factory=Hints)
    known: Mapping[str, str] = field(default_factory=dict)

    def pages(self, start: str, *, most: int) -> Iterator[Visited]:
        ahead, behind = [start], set[str]()
        number = 0
        while ahead and number < most:
            address = ahead.pop(0)
            behind.add(same_thing(address))
            answer = self.fetcher.fetch(address, limits=PAGE, known={} if number else self.known)
            listing = None if answer.is_unchanged else self._read(answer)
            number += 1
            if listing is not None:
                maps = listing.elsewhere if listing.kind == "map" else ()
                most = max(most, MOST_MAPS) if maps else most
                following = [*maps, *filter(None, [listing.next_address])]
                ahead = [a for a in following if same_thing(a) not in behind] + ahead
            yield Visited(
                address=address,
                listing=listing,
                goes_on_at=ahead[0] if ahead else "",
                etag=answer.etag,
                last_modified=answer.last_modified,
            )

    def _read(self, answer: Answer) -> Listing:
        content = _unpacked(answer.content)
        listing = read_listing(content, address=answer.address, kind=answer.kind, hints=self.hints)
        if listing.entries or listing.kind != "page":
            return listing
        for address in listing.elsewhere[:MOST_ELSEWHERE]:
            other = self._elsewhere(address)
            if other is not None and other.entries:
                return other
        raise NothingListed(why_nothing(text_of_page(content, kind=answer.kind), listing))

    def _elsewhere(self, address: str) -> Listing | None:
        try:
            answer = self.fetcher.fetch(address, limits=PAGE)
            return read_listing(
                answer.content, address=answer.address, kind=answer.kind, hints=self.hints
            )
        except (FetchTrouble, NotUnderstood):
            return None


def folder_page(folder: str) -> Visited:
    entries = tuple(entries_in_folder(folder))
    listing = Listing(kind="folder", entries=entries, name=folder)
    return Visited(address=folder, listing=listing, goes_on_at="")


def why_nothing(text: str, listing: Listing) -> str:
    """Say in the editor's words why a page that opened has no list."""
    page = LexborHTMLParser(text)
    is_login = page.css_matches("input[type=password]")
    is_framed, is_scripted = page.css_matches("frame[src], iframe[src]"), page.css_matches("script")
    page.strip_tags(["script", "style"])
    words = len("".join(page.text().split()))
    reasons = (
        (is_login, "login"),
        (is_framed and words < 400, "frame"),
        (listing.elsewhere, "elsewhere"),
        (is_scripted and words < 200, "script"),
        (words < 50, "empty"),
    )
    return _WHY[next((name for is_so, name in reasons if is_so), "shape")]


_WHY = {
    "login": "打开的是登录页，要登录才能看。请换一个不用登录就能打开的列表页。",
    "frame": "列表在一个内嵌页面里。请在列表上点右键“在新标签页中打开框架”，再填那个网址。",
    "elsewhere": "页面打开了，但列表是脚本另外取来的，自动找没有成功。请向对方网站要 RSS 或接口地址。",
    "script": "页面打开了，但内容全由脚本生成，里面没有列表。请向对方网站要 RSS 或接口地址。",
    "empty": "页面打开了，但几乎是空的。请检查网址是不是列表页。",
    "shape": "页面打开了，但没有找到一组带日期的标题。请检查是不是列表页，或在“手工指定”里写明列表。",
}


def _unpacked(content: bytes) -> bytes:
    """Site maps may come as .gz files."""
    if not content.startswith(GZIP):
        return content
    unpacked = bytearray()
    for part in unzip([content]):
        unpacked += part
        if len(unpacked) > PAGE.most_bytes:
            raise TooMuch
    return bytes(unpacked)
