"""Where a list goes on: a next link, numbered links, or a call that draws them with a script."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser

from mingtang.content.finding.links import absolute, address_of, links_in, same_thing, tidy
from mingtang.content.finding.model import Hints

_NEXT = re.compile(
    r"^(下一?页|下页|后一?页|后页|next(\s*page)?|下一页\s*[>»›]*|[>»›]{1,2})$", re.IGNORECASE
)
_END = re.compile(r"disabled|forbid|no-?next", re.IGNORECASE)
#: `createPageHTML(12, 0, "index", "html")`: pages in all, this one, and how their files are called.
_DRAWN = re.compile(
    r"""(?<!function )\b\w{0,40}page\w{0,40}\(\s*(?:['"][^'"]*['"]\s*,\s*)?(\d{1,4})\s*,\s*(\d{1,4})\s*,"""
    r"""\s*['"]([\w./-]+)['"]\s*,\s*['"](s?html?|jsp|aspx?|php)['"]""",
    re.IGNORECASE,
)
_NUMBERED_FILE = re.compile(r"^(.*?)(?:_(\d{1,4}))?(\.\w+)$")
PAGE_NAMES = ("page", "pageno", "pagenum", "pageindex", "currentpage", "curpage", "pn", "p")
OFFSET_NAMES = ("offset", "start", "skip")


def next_page(page: LexborHTMLParser, *, base: str, hints: Hints) -> str:
    """Return the address of the next page; empty when this is the last, or nothing tells."""
    if hints["next"]:
        node = page.css_first(hints["next"])
        return _other(address_of(node, base=base), base) if node else ""
    return _marked(page, base) or _drawn(page, base) or _numbered(page, base)


def _marked(page: LexborHTMLParser, base: str) -> str:
    told = page.css_first("link[rel=next], a[rel=next]")
    if told is not None:
        return _other(absolute(told.attributes.get("href") or "", base=base), base)
    for link in links_in(page.body, base=base) if page.body else ():
        says = tidy(link.node.text()) or tidy(link.node.attributes.get("title") or "")
        if _NEXT.match(says) and not _END.search(link.node.attributes.get("class") or ""):
            onwards = _other(link.address, base)
            if onwards:
                return onwards
    return ""


def _drawn(page: LexborHTMLParser, base: str) -> str:
    for script in page.css("script"):
        match = _DRAWN.search(script.text())
        if match:
            count, current, name, ending = int(match[1]), int(match[2]), match[3], match[4]
            if current + 1 < count:
                return absolute(f"{name}_{current + 1}.{ending}", base=base)
            return ""
    return ""


def _numbered(page: LexborHTMLParser, base: str) -> str:
    """Follow the number after the one this page has; a page without a number is the first."""
    wanted = str(_own_number(base) + 1)
    for link in links_in(page.body, base=base) if page.body else ():
        if tidy(link.node.text()).strip("[]【】第页 ") == wanted and _is_sibling(
            link.address, base
        ):
            return _other(link.address, base)
    return ""


def _own_number(address: str) -> int:
    parts = urlsplit(address)
    for name, value in parse_qsl(parts.query):
        if name.lower() in PAGE_NAMES and value.isdigit():
            return int(value)
    match = _NUMBERED_FILE.match(parts.path.rpartition("/")[2])
    return int(match[2]) if match and match[2] else 1


def _is_sibling(address: str, base: str) -> bool:
    one, other = urlsplit(address), urlsplit(base)
    same_folder = one.path.rpartition("/")[0] == other.path.rpartition("/")[0]
    return one.netloc == other.netloc and same_folder


def _other(address: str, base: str) -> str:
    return address if address and same_thing(address) != same_thing(base) else ""


def counted_on(address: str, *, got: int) -> str:
    """Return the same question for the next page, where the address itself counts pages."""
    parts = urlsplit(address)
    query = parse_qsl(parts.query, keep_blank_values=True)
    for index, (name, value) in enumerate(query):
        if value.isdigit() and name.lower() in (*PAGE_NAMES, *OFFSET_NAMES):
            step = got if name.lower() in OFFSET_NAMES else 1
            query[index] = (name, str(int(value) + step))
            return urlunsplit(parts._replace(query=urlencode(query)))
    return ""
