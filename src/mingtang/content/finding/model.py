"""What finding yields: entries of a list, where the list goes on, and what one entry holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from mingtang.content.finding.errors import NotUnderstood


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing a list names. `body` is its text when the list carries it whole."""

    address: str
    title: str = ""
    published_on: date | None = None
    doc_number: str = ""
    body: str = ""
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of a source."""

    kind: str
    entries: tuple[Entry, ...] = ()
    next_address: str = ""
    name: str = ""
    elsewhere: tuple[str, ...] = ()
    """Where a page without a list seems to get it from."""


@dataclass(frozen=True, kw_only=True)
class Attached:
    address: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Detail:
    """What a page says about one policy."""

    title: str = ""
    doc_number: str = ""
    published_on: date | None = None
    text: str = ""
    attachments: tuple[Attached, ...] = ()
    is_only_files: bool = False
    """The page says nothing itself: the policy is what it links to."""
    is_secret: bool = False
    content: bytes = b""
    """The page as it is handed on: only the part an editor has pointed at, if they have."""


#: What an editor may point out where finding by itself goes wrong.
HINTS: Mapping[str, str] = {
    "list": "列表的每一行",
    "title": "标题",
    "date": "日期",
    "next": "下一页",
    "body": "正文",
    "attachment": "附件",
    "items": "列表在哪个字段",
    "title_field": "标题字段",
    "address_field": "网址字段",
    "date_field": "日期字段",
    "number_field": "文号字段",
    "body_field": "正文字段",
}


SELECTORS = ("list", "title", "date", "next", "body", "attachment")


def is_selector(text: str) -> bool:
    try:
        LexborHTMLParser("<p></p>").css(text)
    except SelectolaxError:
        return False
    return True


@dataclass(frozen=True)
class Hints:
    """What the editor has pointed out; empty where finding is left to itself."""

    values: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        told = str(self.values.get(name) or "")
        if told and name in SELECTORS and not is_selector(told):
            raise NotUnderstood(f"“手工指定”里的选择器写得不对：{HINTS[name]}。")
        return told
