"""RSS, Atom and site maps."""

import gzip
import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from mingtang.content.finding.dates import date_in_address, date_of_value
from mingtang.content.finding.errors import MarkupBroken, MarkupForbidden
from mingtang.content.finding.links import FILE_NAME, absolute, tidy
from mingtang.content.finding.model import Entry, Listing

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ROOT = re.compile(r"<(rss|feed|rdf:RDF|sitemapindex|(\w{1,20}:)?urlset)\b")
_TAGS = re.compile(r"<[^<>]{1,1000}>")
#: An address that looks like one document and not like a column.
_ONE_THING = re.compile(
    r"(\d{4,}|[0-9a-f]{16,})[\w-]*(\.\w+)?/?$|\.(s?html?|jsp|aspx?|php)$|[?&]\w*id=", re.IGNORECASE
)
_COLUMN = re.compile(r"/(index|default|list|home)[\w-]*\.\w+$", re.IGNORECASE)
GZIP = gzip.compress(b"")[:3]


def is_markup(text: str) -> bool:
    text = _DECLARATION.sub("", text, count=1).lstrip()
    while text.startswith("<!--"):
        text = text.partition("-->")[2].lstrip()
    return bool(_ROOT.match(text))


def listing_of_markup(text: str, *, address: str) -> Listing:
    if re.search(r"<!(ENTITY|DOCTYPE)", text, re.IGNORECASE):
        raise MarkupForbidden
    try:
        root = ET.fromstring(_DECLARATION.sub("", text, count=1).strip())  # noqa: S314  no entities
    except ET.ParseError as error:
        raise MarkupBroken from error
    for node in root.iter():
        node.tag = str(node.tag).rpartition("}")[2]
    if root.tag in ("urlset", "sitemapindex"):
        return _map(root, address)
    entries = [
        e for node in root.iter() if node.tag in ("item", "entry") for e in _item(node, address)
    ]
    name = _text(root.find("channel/title")) or _text(root.find("title"))
    return Listing(
        kind="feed", entries=tuple(entries), name=name, next_address=_next(root, address)
    )


def _item(node: ET.Element, base: str) -> Iterator[Entry]:
    where = absolute(_link(node), base=base)
    title = _text(node.find("title"))
    dates = (_text(node.find(name)) for name in ("pubDate", "published", "date", "updated"))
    if where and title:
        yield Entry(
            address=where,
            title=title[:300],
            published_on=next(filter(None, map(date_of_value, filter(None, dates))), None)
            or date_in_address(where),
        )


def _link(node: ET.Element) -> str:
    for link in node.findall("link"):
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return link.get("href") or ""
        if _text(link):
            return _text(link)
    guid = node.find("guid")
    return _text(guid) if guid is not None and guid.get("isPermaLink", "true") == "true" else ""


def _next(root: ET.Element, base: str) -> str:
    for link in (*root.findall("link"), *root.findall("channel/link")):
        if link.get("rel") == "next" and link.get("href"):
            return absolute(link.get("href") or "", base=base)
    return ""


def _map(root: ET.Element, base: str) -> Listing:
    """A map of maps goes on with its maps: the newest first."""
    places = [(_text(n.find("loc")), _text(n.find("lastmod")), n) for n in root]
    if root.tag == "sitemapindex":
        newest = sorted((p for p in places if p[0]), key=lambda place: place[1], reverse=True)
        return Listing(kind="map", elsewhere=tuple(absolute(p[0], base=base) for p in newest[:50]))
    entries = [
        Entry(
            address=absolute(where, base=base),
            title=_text(node.find("news/title")),
            published_on=date_in_address(where) or date_of_value(when or None),
        )
        for where, when, node in places
        if where and _is_one_thing(where)
    ]
    return Listing(kind="map", entries=tuple(e for e in entries if e.address))


def _is_one_thing(address: str) -> bool:
    path = urlsplit(address).path
    if path.endswith("/") or _COLUMN.search(path):
        return bool(re.search(r"\d{4,}/$", path))
    return bool(_ONE_THING.search(address) or FILE_NAME.search(address))


def _text(node: ET.Element | None) -> str:
    return tidy(_TAGS.sub("", "".join(node.itertext()))) if node is not None else ""
