"""Finds the list on a page by its shape: children of one parent that each lead somewhere and are dated.

No class name, no tag and no site is known here. A candidate is any parent with several children that
hold a link; what counts are dates beside the links, long link texts, and not standing in a menu.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from mingtang.content.finding.dates import date_in_address, find_date
from mingtang.content.finding.links import FILE_NAME, Link, links_in, same_thing, tidy
from mingtang.content.finding.model import Entry, Hints
from mingtang.content.parsing.words import DOC_NUMBER

#: A child with more links than this is a part of the page, not a line of a list.
MOST_LINKS, MOST_TEXT = 8, 900
SHORTEST_TITLE = 6
_NUMBER = re.compile(DOC_NUMBER)
_MENU = re.compile(
    r"(^|[-_ ])(nav|menu|foot|footer|crumbs?|breadcrumb|position|share|friend|pager|page|pagination|"
    r"toolbar|tab|header)s?([-_ ]|$)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^\W*(查看|阅读|点击)?(详情|全文|更多|详细|原文|进入|下载|打开|more)\W*$", re.IGNORECASE
)
_DATE_AT_END = re.compile(
    r"\s*(?:[\[（(【]\s*)?(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}\s*[\])）】]?$"
    r"|\s+[\[（(【]?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日[\])）】]?$"
)
_BADGE = re.compile(
    r"^[\[【（(]?(置顶|最新|热门|推荐|图文|new|hot)[\]】）)]?\s*(?=\S{6})", re.IGNORECASE
)
_HEADING = "h1, h2, h3, h4, h5, h6, strong, b"


@dataclass(frozen=True)
class Row:
    """A line of a possible list."""

    title: str
    address: str
    published_on: date | None
    is_dated: bool
    doc_number: str

    @property
    def worth(self) -> float:
        if len(self.title) < SHORTEST_TITLE and not self.is_dated:
            return 0.0
        dated = 3.0 if self.is_dated else 1.5 if self.published_on else 0.0
        return 0.5 + dated + min(len(self.title), 30) / 15


def entries_in(body: LexborNode, *, base: str, hints: Hints) -> list[Entry]:
    """Return the lines of the best list of a page, in their order; none when there is no list."""
    if hints["list"]:
        rows = [row for node in body.css(hints["list"]) for row in _row([node], base, hints)]
        return _as_entries([row for row in rows if row.title])
    groups = [g for g in _groups(body, base, hints) if g.worth > 0 and g.is_sure]
    if not groups:
        return []
    best = max(groups, key=lambda group: group.worth)
    chosen = [row for group in groups if group.belongs_to(best) for row in group.rows]
    return _as_entries([row for row in chosen if row.worth > 0])


@dataclass(frozen=True)
class _Group:
    """The lines under one parent."""

    rows: Sequence[Row]
    place: tuple[str, ...]
    is_in_menu: bool
    host: str

    @property
    def dated(self) -> int:
        return sum(row.is_dated for row in self.rows)

    @property
    def worth(self) -> float:
        own = sum(urlsplit(row.address).hostname == self.host for row in self.rows)
        worth = sum(row.worth for row in self.rows)
        worth *= 0.4 + 0.6 * own / len(self.rows)
        return worth * (0.1 if self.is_in_menu else 1.0)

    @property
    def is_sure(self) -> bool:
        """Dates make a list; without them it takes several long titles outside of any menu."""
        if self.dated or any(row.published_on for row in self.rows):
            return True
        long_titles = sum(len(row.title) >= 10 for row in self.rows)
        return not self.is_in_menu and long_titles >= max(3, len(self.rows) // 2)

    def belongs_to(self, best: "_Group") -> bool:
        """Some pages cut one list into several, with a line drawn between."""
        if self is best:
            return True
        return self.place == best.place and bool(self.dated) == bool(best.dated)


def _groups(body: LexborNode, base: str, hints: Hints) -> Iterator[_Group]:
    holders: dict[int, LexborNode] = {}
    for link in links_in(body, base=base):
        node, steps = link.node.parent, 0
        while node is not None and steps < 8:
            holders[node.mem_id] = node
            node, steps = node.parent, steps + 1
    host = urlsplit(base).hostname or ""
    for holder in holders.values():
        rows = [row for part in _parts(holder, base) for row in _row(part, base, hints)]
        if rows:
            yield _Group(rows, _place(holder), _is_in_menu(holder), host)


def _parts(holder: LexborNode, base: str) -> Iterator[list[LexborNode]]:
    """Cut the children of a parent into lines: each begins at a child that holds a link.

    What stands between (a `dd`, a date as bare text) belongs to the line before it; if nothing
    follows the last link but something stands before the first, it belongs to the line after it.
    """
    children = list(_children(holder))
    linked = [bool(next(links_in_or_is(child, base), None)) for child in children]
    if not any(linked):
        return
    first = linked.index(True)
    last = len(linked) - 1 - linked[::-1].index(True)
    leading = _dated(children[:first]) and not _dated(children[last + 1 :])
    part: list[LexborNode] = []
    has_link = False
    for child, is_linked in zip(children, linked, strict=True):
        ends = has_link and (is_linked or leading)
        if ends:
            yield part
            part, has_link = [], False
        part.append(child)
        has_link = has_link or is_linked
    if has_link:
        yield part


def links_in_or_is(node: LexborNode, base: str) -> Iterator[Link]:
    if node.tag and not node.tag.startswith("-"):
        yield from links_in(node, base=base)


def _dated(nodes: Sequence[LexborNode]) -> bool:
    text = " ".join(node.text(separator=" ")[:MOST_TEXT] for node in nodes[-20:])
    return find_date(tidy(text)) is not None


def _row(part: Sequence[LexborNode], base: str, hints: Hints) -> Iterator[Row]:
    links: dict[str, Link] = {}
    for node in part:
        for link in links_in_or_is(node, base):
            known = links.get(same_thing(link.address))
            if known is None or len(_said(link.text)) > len(_said(known.text)):
                links[same_thing(link.address)] = link
    text = tidy(" ".join(node.text(separator=" ") for node in part))
    if not links or len(links) > MOST_LINKS or len(text) > MOST_TEXT:
        return
    main = max(links.values(), key=_speaks_for_the_line)
    title = _pointed_out(part, hints["title"]) or _title(part, main)
    rest = _rest(text, main, title)
    listed = find_date(_pointed_out(part, hints["date"]) or rest)
    listed = listed or find_date(" ".join(_times(part)))
    number = _NUMBER.search(rest) or _NUMBER.search(title)
    yield Row(
        title=title[:300],
        address=main.address,
        published_on=listed or date_in_address(main.address),
        is_dated=listed is not None,
        doc_number=re.sub(r"\s", "", number[0]) if number else "",
    )


def _speaks_for_the_line(link: Link) -> tuple[bool, int]:
    """The longest text, but a page before a file: the page names the file itself."""
    says = len(_said(link.text))
    return says >= SHORTEST_TITLE and not FILE_NAME.search(link.address), says


def _said(text: str) -> str:
    return "" if _MORE.match(text) else re.sub(r"[\s\d./年月日:-]", "", text)


def _title(part: Sequence[LexborNode], main: Link) -> str:
    """Return what the link says, its heading where it wraps a whole card, or what stands beside it."""
    is_card = len(main.text) > 60 or find_date(main.text) is not None
    places = [main.node, *part] if _MORE.match(main.text) or is_card else []
    for node in places:
        if node.tag and not node.tag.startswith("-"):
            heads = [tidy(head.text()) for head in node.css(_HEADING)]
            named = [head for head in heads if len(_said(head)) >= SHORTEST_TITLE]
            if named:
                return named[0]
    if _MORE.match(main.text):
        own = [tidy(text) for node in part for text in node.text(separator="\n").split("\n")]
        return max(own, key=lambda text: len(_said(text)), default="")
    if is_card and main.node.css_first("span, em, i, p, div"):
        lines = [tidy(text) for text in main.node.text(separator="\n").split("\n")]
        return max(lines, key=lambda text: len(_said(text)))
    title = _BADGE.sub("", re.sub(r"^[·•▪■◆●○>»\-\s]+", "", main.text))
    return _DATE_AT_END.sub("", title)


def _rest(text: str, main: Link, title: str) -> str:
    """Return a line without its title: a date in the title is not the date of the line."""
    if title and title in text:
        return text.replace(title, " ")
    visible = tidy(main.node.text(separator=" "))
    return text.replace(visible, " ", 1) if len(visible) < len(text) else text


def _times(part: Sequence[LexborNode]) -> Iterator[str]:
    for node in part:
        if node.tag and not node.tag.startswith("-"):
            for time in node.css("time[datetime], [data-date], [data-time]"):
                told = time.attributes
                yield told.get("datetime") or told.get("data-date") or told.get("data-time") or ""


def _pointed_out(part: Sequence[LexborNode], selector: str) -> str:
    for node in part if selector else ():
        found = node.css_first(selector) if node.tag and not node.tag.startswith("-") else None
        if found is not None:
            return tidy(found.text(separator=" "))
    return ""


def _place(node: LexborNode) -> tuple[str, ...]:
    place: list[str] = []
    step: LexborNode | None = node
    while step is not None and step.tag:
        place.append(f"{step.tag}.{step.attributes.get('class') or ''}")
        step = step.parent
    return tuple(place)


def _is_in_menu(node: LexborNode) -> bool:
    step: LexborNode | None = node
    while step is not None and step.tag not in ("body", "html", None):
        name = f"{step.attributes.get('id') or ''} {step.attributes.get('class') or ''}"
        if step.tag in ("nav", "footer", "header") or _MENU.search(name):
            return True
        step = step.parent
    return False


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag and (not child.tag.startswith("-") or child.tag == "-text"):
            yield child
        child = child.next


def _as_entries(rows: Sequence[Row]) -> list[Entry]:
    entries: dict[str, Entry] = {}
    for row in rows:
        entry = Entry(
            address=row.address,
            title=row.title,
            published_on=row.published_on,
            doc_number=row.doc_number,
        )
        entries.setdefault(same_thing(row.address), entry)
    return list(entries.values())
