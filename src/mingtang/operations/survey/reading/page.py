"""One page of a site, read once: its links, marks, dates, labels and what is wrong in its text."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from mingtang.kernel.crypto.sm3 import sm3
from mingtang.operations.survey import addresses
from mingtang.operations.survey.addresses import Site
from mingtang.operations.survey.facts import Hit, Page
from mingtang.operations.survey.reading import access, guide, labels, letters, lists, policy
from mingtang.operations.survey.reading.days import day_in, published_day_in
from mingtang.operations.survey.reading.decoding import decode
from mingtang.operations.survey.reading.nesting import is_too_deep
from mingtang.operations.survey.reading.persons import find_personal, find_secrecy
from mingtang.operations.survey.reading.wording import find_wordings
from mingtang.operations.survey.rules import Rules

METAS = frozenset(
    (
        *("SiteName", "SiteDomain", "SiteIDCode", "robots"),
        *("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
        *("ArticleTitle", "PubDate", "ContentSource", "Description", "Url"),
    )
)
MOST_LINKS = 3000
LONGEST_TEXT = 400_000
_MAIN = "main, [role=main], #main, #content, .content, .main, article"
_OUTSIDE = ("script", "style", "noscript", "template", "svg")
_LONG_ENOUGH = 20
_GONE = re.compile(r"^\s*(404|页面不存在|找不到页面|您访问的页面|页面未找到)")
_GUARDED = re.compile(r"leave|即将离开|离开本(网)?站|非本网站")


@dataclass(frozen=True)
class Reader:
    """Reads the pages of one site by one set of rules."""

    site: Site
    rules: Rules

    def read(self, data: bytes, *, address: str, told: str = "") -> Page:
        text, is_honest = decode(data, told=told)
        page = Page(address=address)
        if is_too_deep(text):
            page.trouble = "页面层层嵌套"
            return page
        opened = _Opened(LexborHTMLParser(text), self.site, address)
        if not is_honest:
            page.hits.append(Hit("charset", "声明的编码读不出全部文字"))
        page.guards_leaving = bool(_GUARDED.search(text))
        opened.tell_head(page)
        page.hits += [Hit("access-basics", fault) for fault in access.faults_of(opened.tree)]
        opened.tree.strip_tags(list(_OUTSIDE))
        opened.tell_links(page)
        self._tell_text(page, opened)
        if _GONE.match(page.heading or page.title):
            page.trouble = "页面说自己不存在"
        return page

    def _tell_text(self, page: Page, opened: "_Opened") -> None:
        main, text = opened.main, opened.text
        whole = opened.whole
        page.marks = [one.id for one in self.rules.marks if one.expression.search(whole)]
        heading = main.css_first("h1")
        page.heading = heading.text(separator="", strip=True)[:200] if heading else ""
        page.published_on = page.published_on or _published(main, text)
        if not _is_function(page):
            page.entries = lists.entries_of(main, opened.address_of)
        page.is_article = not page.is_variant and _is_article(page, text)
        lead = page.meta.get("ColumnDescription") or page.meta.get("Description", "")
        page.text_length = len(_bare(text.replace(page.heading, "", 1).replace(lead, "", 1)))
        page.says_blank = bool(self.rules.expression("blank_words").search(text[:2000]))
        page.digest = _digest(main, shortest=int(self.rules["duplicate"].value))
        self._tell_labels(page, main, text)
        page.hits += find_secrecy(text)
        page.hits += find_personal(text, mobiles=int(self.rules["mobile-numbers"].value))
        page.hits += find_wordings(text, self.rules.wordings)

    def _tell_labels(self, page: Page, main: Any, text: str) -> None:
        found = labels.labels_of(main, text)
        page.labels = {
            label: value[:200]
            for label, value in reversed(found)
            if value and policy.KEPT_LABELS.match(label)
        }
        if "发文字号" not in page.labels and "文号" in page.labels:
            page.labels["发文字号"] = page.labels["文号"]
        is_service = page.column_type == "办事服务" and page.is_article
        page.elements = guide.elements_of(found, rules=self.rules, is_service=is_service)
        if page.elements is not None:
            page.elements += ["title"] if page.name else []
            page.hits += guide.vague_in(text, self.rules)
        if page.is_article:
            page.repeals = list(dict.fromkeys(policy.repeals_in(text)))
            page.offices = policy.offices_in(text)
            page.letter = letters.letter_in(text, page.labels, published_on=page.published_on)
            term = policy.term_in(text)
            if term and "有效期至" not in page.labels:
                page.labels["有效期至"] = term


class _Opened:
    """The tree of a page while it is being read."""

    def __init__(self, tree: Any, site: Site, address: str) -> None:
        self.tree, self.site, self.here = tree, site, address

    @cached_property
    def main(self) -> Any:
        return self.tree.css_first(_MAIN) or self.tree.body or self.tree.root

    @cached_property
    def text(self) -> str:
        return str(self.main.text(separator="\n", strip=True))[:LONGEST_TEXT]

    @cached_property
    def whole(self) -> str:
        """The whole page's text, and where its pictures and links lead: marks may be pictures."""
        told = [str(self.tree.body.text(separator=" ", strip=True)) if self.tree.body else ""]
        for node in self.tree.css("a[href*=conac], img[alt], a[title], [aria-label]"):
            told += [
                node.attributes.get(name) or "" for name in ("href", "alt", "title", "aria-label")
            ]
        return " ".join(told)[:LONGEST_TEXT]

    def address_of(self, link: str) -> str:
        return self.site.address(link, on=self.here)

    def _is_variant(self) -> bool:
        named = self.tree.css_first("link[rel=canonical]")
        original = self.address_of(named.attributes.get("href") or "") if named else ""
        return addresses.is_inside(original) and original not in ("/", self.here)

    def tell_head(self, page: Page) -> None:
        title = self.tree.css_first("title")
        page.title = title.text(strip=True)[:200] if title else ""
        for meta in self.tree.css("meta[name]"):
            name = meta.attributes.get("name") or ""
            if name in METAS and (meta.attributes.get("content") or "").strip():
                page.meta[name] = (meta.attributes["content"] or "").strip()[:500]
        page.published_on = day_in(page.meta.get("PubDate", "")) or self._json_day()
        page.search = self._search()
        page.is_variant = self._is_variant()
        insecure = [
            link
            for node in self.tree.css("img[src], script[src], iframe[src], link[rel=stylesheet]")
            if (link := node.attributes.get("src") or node.attributes.get("href") or "")
            and link.startswith("http://")
        ]
        page.hits += [Hit("mixed-http", insecure[0])] if insecure else []

    def tell_links(self, page: Page) -> None:
        in_main = {
            self.address_of(link.attributes.get("href") or "")
            for link in self.main.css("a[href]")[:MOST_LINKS]
        }
        found: dict[str, str] = {}
        for link in self.tree.css("a[href], area[href]")[:MOST_LINKS]:
            address = self.address_of(link.attributes.get("href") or "")
            if address and address not in found:
                found[address] = link.text(separator=" ", strip=True)[:80]
        page.links = list(found)
        page.main_links = [address for address in found if address in in_main]
        page.words = {
            address: words
            for address, words in found.items()
            if words and (_is_worth(address) or address in in_main)
        }
        pictures = (
            self.address_of(img.attributes.get("src") or "") for img in self.tree.css("img[src]")
        )
        page.pictures = [address for address in dict.fromkeys(pictures) if address][:MOST_LINKS]

    def _search(self) -> str:
        """Return where the search form goes, with the name of its field."""
        for form in self.tree.css("form"):
            if (form.attributes.get("method") or "get").lower() != "get":
                continue
            for field in form.css("input"):
                given = field.attributes
                is_search = given.get("type") == "search" or form.attributes.get("role") == "search"
                if given.get("name") and (
                    is_search or (given["name"] or "") in {"q", "keyword", "wd"}
                ):
                    action = self.address_of(form.attributes.get("action") or self.here)
                    return f"{action} {given['name']}"
        return ""

    def _json_day(self) -> str:
        for script in self.tree.css("script[type='application/ld+json']"):
            for day in _days_in_json(script.text()):
                return day
        return ""


def _days_in_json(text: str) -> Iterator[str]:
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return
    rows = plain if isinstance(plain, list) else [plain]
    for row in rows[:20]:
        if isinstance(row, dict) and (day := day_in(str(row.get("datePublished", ""))[:40])):
            yield day


def _is_worth(address: str) -> bool:
    return not addresses.is_inside(address) or addresses.is_attachment(address)


def _published(main: Any, text: str) -> str:
    moment = main.css_first("time[datetime]")
    told = day_in(moment.attributes.get("datetime") or "") if moment is not None else ""
    return told or published_day_in(text[:3000])


def _is_article(page: Page, text: str) -> bool:
    if _is_function(page):
        return False
    if page.meta.get("ArticleTitle"):
        return True
    if page.meta.get("PubDate"):
        return len(page.entries) < _LONG_ENOUGH
    is_list = len(page.entries) > max(2, len(text) // 200)
    if page.entries and page.meta.get("ColumnName"):
        return False
    return bool(page.published_on and page.heading and not is_list and len(text) > 150)


def _is_function(page: Page) -> bool:
    """A page for robots to leave alone, or the results of the search: no content of its own."""
    is_search = page.search.partition(" ")[0] == page.address.partition("?")[0]
    return is_search or "noindex" in page.meta.get("robots", "")


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _digest(main: Any, *, shortest: int) -> str:
    """Fingerprint of the long parts of the text: dates, sources and numbers beside it do not count."""
    parts = [_bare(node.text(separator="")) for node in main.css("p, td, dd, h2, h3, h4")]
    long = [part for part in parts if len(part) >= _LONG_ENOUGH and "://" not in part]
    text = "".join(dict.fromkeys(long)) or _bare(main.text(separator=""))
    return sm3(text.encode("utf-8", "replace")).hex() if len(text) >= shortest else ""
