"""Links however a page writes them: as href, in a data attribute, inside a click handler."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

#: Whatever may carry a link.
LINKED = "a, area, [onclick], [data-href], [data-url], [data-link], [data-src-url]"
_CARRIERS = ("data-href", "data-url", "data-link", "data-src-url")
_IN_SCRIPT = re.compile(r"""(["'])((?:https?:)?[^"'\s<>]*[/.?][^"'\s<>]*)\1""")
_NO_LINK = re.compile(r"^\s*(javascript:|mailto:|tel:|about:|data:|#|$)", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^?#]*", re.IGNORECASE)
_PASSING = frozenset({"jsessionid", "phpsessid", "_t", "timestamp", "utm_source", "spm"})
FILE_NAME = re.compile(
    r"\.(pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|csv|rtf|jpe?g|png)(?=$|[?&#])",
    re.IGNORECASE,
)


LONGEST_SCRIPT = 1000
#: What some sites write into a title attribute beside the title.
_LABELS = re.compile(
    r"^(标题|名称|题名)\s*[:：]\s*|\s*(发布|成文|生成|更新)?(日期|时间)\s*[:：].*$"
)


@dataclass(frozen=True)
class Link:
    node: LexborNode
    address: str
    text: str


def links_in(node: LexborNode, *, base: str) -> Iterator[Link]:
    for found in node.css(LINKED):
        address = address_of(found, base=base)
        if address:
            yield Link(found, address, text_of(found))


def address_of(node: LexborNode, *, base: str) -> str:
    """Return where a link leads; empty when it only calls a function."""
    told = node.attributes
    for raw in (told.get("href"), *(told.get(name) for name in _CARRIERS)):
        if raw and not _NO_LINK.match(raw):
            return absolute(raw, base=base)
    script = (told.get("onclick") or "")[:LONGEST_SCRIPT]
    if (told.get("href") or "").lower().startswith("javascript:"):
        script += (told["href"] or "")[:LONGEST_SCRIPT]
    match = _IN_SCRIPT.search(script)
    return absolute(match[2], base=base) if match else ""


def absolute(raw: str, *, base: str) -> str:
    try:
        address = urljoin(base, re.sub(r"[\r\n\t]", "", raw.strip()))
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return urlunsplit(parts._replace(fragment=""))


def same_thing(address: str) -> str:
    """Return an address in the form by which it is known: what changes from visit to visit is gone."""
    parts = urlsplit(_SESSION.sub("", address))
    query = [(k, v) for k, v in parse_qsl(parts.query, True) if k.lower() not in _PASSING]
    host = re.sub(r":(80|443)$", "", parts.netloc.lower())
    return urlunsplit(("", host, parts.path or "/", urlencode(query), "")).removeprefix("//")


def text_of(node: LexborNode) -> str:
    """Return what a link says; its title attribute where the text was cut off."""
    text = tidy(node.text(separator=" "))
    title = _LABELS.sub("", tidy((node.attributes.get("title") or "")[:LONGEST_SCRIPT]))
    is_cut = text.endswith(("…", "...", "..")) or not text
    stem = text.rstrip(".… ").replace(" ", "")
    is_whole = title.replace(" ", "").startswith(stem)
    if title and is_whole and (is_cut or len(title) > len(text)):
        return title
    return title if is_cut and len(title) > len(text) else text


def tidy(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff\u3000\xa0]+", " ", text).strip()
