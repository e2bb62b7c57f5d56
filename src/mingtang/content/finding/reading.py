"""Reads one page of a source, whatever it turns out to be: web page, feed, site map or data."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from mingtang.content.finding.embedded import (
    addresses_of_data,
    data_in_scripts,
    markup_in_scripts,
)
from mingtang.content.finding.errors import NotUnderstood
from mingtang.content.finding.feeds import GZIP, is_markup, listing_of_markup
from mingtang.content.finding.links import absolute, tidy
from mingtang.content.finding.listing import entries_in
from mingtang.content.finding.model import Entry, Hints, Listing
from mingtang.content.finding.paging import next_page
from mingtang.content.finding.records import entries_of, listing_of_json
from mingtang.documents.errors import FileNotRead
from mingtang.documents.plain import decode

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_TELLS_KIND = re.compile(r"charset=[\"']?([\w-]+)", re.IGNORECASE)
_GARBAGE = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", GZIP)


def read_listing(content: bytes, *, address: str, kind: str = "", hints: Hints) -> Listing:
    """`kind` is the content type the site gave; what the content says itself comes first."""
    if content.startswith(_GARBAGE):
        raise NotUnderstood(
            "这个地址给的是一个文件，不是列表。请填列表页、RSS、站点地图或接口的地址。"
        )
    text = text_of_page(content, kind=kind)
    if is_markup(text):
        return listing_of_markup(text, address=address)
    if text.lstrip()[:1] in ("{", "["):
        return listing_of_json(text, address=address, hints=hints)
    if "<" not in text:
        raise NotUnderstood
    return _listing_of_page(text, address=address, hints=hints)


def text_of_page(content: bytes, *, kind: str = "") -> str:
    declared = _DECLARED.search(content[:4096])
    told = _TELLS_KIND.search(kind)
    name = declared[1].decode("ascii") if declared else told[1] if told else ""
    try:
        return decode(content, declared=name)
    except FileNotRead as error:
        raise NotUnderstood from error


def _listing_of_page(text: str, *, address: str, hints: Hints) -> Listing:
    page = LexborHTMLParser(text)
    if page.body is None:
        raise NotUnderstood
    base = _base(page, address)
    entries = _best(page, base, hints)
    title = page.css_first("title")
    return Listing(
        kind="page",
        entries=tuple(entries),
        next_address=next_page(page, base=base, hints=hints) if entries else "",
        name=_name(tidy(title.text())) if title else "",
        elsewhere=() if entries else addresses_of_data(page, base=base),
    )


def _best(page: LexborHTMLParser, base: str, hints: Hints) -> Sequence[Entry]:
    """The list in the page itself or the one its scripts carry, whichever is worth more."""
    found = [entries_in(page.body, base=base, hints=hints)] if page.body else []
    if not hints["list"]:
        found += [entries_in(body, base=base, hints=hints) for body in markup_in_scripts(page)]
        found += [entries_of(data, base=base, hints=hints) for data in data_in_scripts(page)]
    return max(found, key=_worth, default=[])


def _worth(entries: Sequence[Entry]) -> float:
    return sum(1 + 3 * bool(e.published_on) + min(len(e.title), 30) / 15 for e in entries)


def _base(page: LexborHTMLParser, address: str) -> str:
    told = page.css_first("base[href]")
    return (absolute(told.attributes.get("href") or "", base=address) if told else "") or address


def _name(title: str) -> str:
    """`政策文件_某某市某局` is the policies of that bureau."""
    parts = [part for part in re.split(r"\s*[_|—–]+\s*|\s+-\s+|-(?=[一-龥])", title) if part]
    return " · ".join(reversed(parts[:2])) if len(parts) > 1 else title
