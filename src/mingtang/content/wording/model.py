"""What is looked for and what is found: entries of the lexicon, leaders, findings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Asia/Shanghai")


def today() -> date:
    return datetime.now(tz=_ZONE).date()


class Severity(StrEnum):
    SERIOUS = "严重"
    """Keeps a text from being public."""
    ORDINARY = "一般"
    SUSPECTED = "疑似"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


class Category(StrEnum):
    TYPO = "错别字"
    GRAMMAR = "语法重复"
    PHRASE = "固定表述"
    FORBIDDEN = "禁用语"
    LEADER = "领导姓名职务"
    PLACE = "港澳台、民族、地名"
    OLD_NAME = "旧名称"
    PUNCTUATION = "标点"
    NUMBER = "数字日期"
    ADVERTISING = "广告绝对化用语"
    PERSONAL = "个人信息"
    LINK = "链接"
    UNCHECKED = "没有检查到"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the lexicon. Conditions are plain words: any of them is enough."""

    wrong: str
    right: str
    category: Category
    severity: Severity
    basis: str = ""
    unless: Sequence[str] = ()
    """Phrases that hold the word and are right."""
    before: Sequence[str] = ()
    """The text before the word must end with one of these."""
    after: Sequence[str] = ()
    """The text after the word must begin with one of these."""


@dataclass(frozen=True, kw_only=True)
class Leader:
    name: str
    titles: Sequence[str]
    """Every office that may stand beside the name, the first one first."""
    rank: int
    since: date | None = None
    until: date | None = None

    def is_in_office(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing wrong. Personal data is masked in it: a record of a leak must not be one."""

    rule: str
    """Where it was found by: a lexicon word or the name of a rule."""
    word: str
    suggestion: str
    category: Category
    severity: Severity
    basis: str
    context: str = ""
    at: int = 0
    """Where in its context the word stands."""
    start: int = 0
    end: int = 0
    field: str = ""
    """The part of the page or the attachment it stands in."""
    page: int | None = None
    cell: str = ""

    @property
    def place(self) -> str:
        page = f"第 {self.page} 页" if self.page else ""
        return "，".join(part for part in (self.field, page, self.cell) if part)


@dataclass(frozen=True)
class Hit:
    """What a rule reports before severity and source are looked up in the table of rules."""

    rule: str
    start: int
    end: int
    suggestion: str
    shown: str = ""
    """What is shown instead of the words themselves."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """A run of text to check, and what the rules may know about where it stands."""

    words: str
    hint: str = ""
    """Headings of the columns it stands under."""
    is_list: bool = False
    """A list that is handed out: a table or an attachment."""
    day: date = field(default_factory=today)
    """The day the text speaks from: who is in office depends on it."""
