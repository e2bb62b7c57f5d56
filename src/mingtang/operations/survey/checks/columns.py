"""Columns: stale, late, blank, and those that come near; the home page; what every site must have."""

import re
from collections.abc import Iterator
from datetime import date

from mingtang.operations.survey.addresses import depth_of
from mingtang.operations.survey.checks.ground import Ground
from mingtang.operations.survey.facts import Page
from mingtang.operations.survey.findings import Finding
from mingtang.operations.survey.reading.days import as_date
from mingtang.operations.survey.rules import ColumnKind

_YEAR_DAYS = 365
_REPORT_DUE = (1, 31)
_SURVEYS, _INTERVIEWS = "征集调查", "在线访谈"


def check_columns(ground: Ground) -> Iterator[Finding]:
    for column in ground.columns:
        if _is_blank(ground, column):
            yield Finding(
                rule="column-blank",
                where=column.address,
                problem=f"“{column.column_name}”栏目没有内容",
                evidence=f"正文 {column.text_length} 字，没有文章",
            )
        else:
            yield from _age(ground, column)


def check_home(ground: Ground) -> Iterator[Finding]:
    home = ground.gathered.home_page
    if home is None:
        return
    days = [as_date(day) for _, day in home.entries]
    days += [
        as_date(page.published_on)
        for link in home.links
        if (page := ground.gathered.page(link)) is not None and page.is_article
    ]
    newest = max((day for day in days if day and day <= ground.today), default=None)
    limit = int(ground.rules["home-stale"].value)
    if newest is not None and (ground.today - newest).days > limit:
        yield Finding(
            rule="home-stale",
            where=home.address,
            problem=f"首页 {(ground.today - newest).days} 天没有新信息",
            evidence=f"最新一条 {newest.isoformat()}",
        )


def check_required(ground: Ground) -> Iterator[Finding]:
    """Look for the columns every site must have, and for enough surveys and interviews."""
    types = {page.column_type for page in ground.gathered.seen}
    words = " ".join(_names(ground))
    for given in ground.rules.plain["required_columns"]:
        if given["name"] not in types and not re.search(given["names"], words):
            yield Finding(
                rule="column-required",
                where=ground.gathered.home,
                problem=f"没有找到“{given['name']}”类栏目",
                target=given["name"],
            )
    yield from _few(ground, "few-surveys", _SURVEYS)
    yield from _few(ground, "few-interviews", _INTERVIEWS)
    yield from _annual_report(ground)


def kind_of(ground: Ground, column: Page) -> ColumnKind:
    """Return the first kind that fits; the last fits all."""
    name = column.column_name
    for kind in ground.rules.columns:
        if kind.names and re.search(kind.names, name):
            return kind
        if column.column_type in kind.types:
            return kind
    return ground.rules.columns[-1]


def _age(ground: Ground, column: Page) -> Iterator[Finding]:
    newest = ground.newest(column)
    if newest is None:
        return
    kind = kind_of(ground, column)
    age = (ground.today - newest).days
    if age > kind.days:
        yield Finding(
            rule=_rule_for(ground, column, kind),
            where=column.address,
            problem=f"“{column.column_name}”栏目 {age} 天没有更新，{kind.kind}类应在 {kind.days} 天内更新",
            evidence=f"最新一条 {newest.isoformat()}",
        )
    elif age >= kind.warn:
        yield Finding(
            rule="column-near",
            where=column.address,
            problem=f"“{column.column_name}”栏目还有 {kind.days - age} 天到更新期限",
            evidence=f"最新一条 {newest.isoformat()}",
        )


def _rule_for(ground: Ground, column: Page, kind: ColumnKind) -> str:
    is_high = depth_of(column.address) <= ground.rules["column-late-first-level"].value
    return "column-late-first-level" if kind.first_level and is_high else kind.rule


def _is_blank(ground: Ground, column: Page) -> bool:
    """A parent of other columns is not blank; neither is a page that says something itself."""
    if column.entries or any(True for _ in ground.below(column)):
        return False
    leads_on = [
        link
        for link in column.main_links
        if (page := ground.gathered.page(link)) is not None
        and page.address not in (column.address, ground.gathered.home)
        and (page.is_article or ground.is_column(page) or page.elements is not None)
    ]
    if leads_on:
        return False
    is_short = column.text_length < ground.rules["column-blank"].value
    return is_short or (
        column.says_blank and column.text_length < 2 * ground.rules["column-blank"].value
    )


def _names(ground: Ground) -> Iterator[str]:
    home = ground.gathered.home_page
    yield from (column.column_name for column in ground.columns)
    if home is not None:
        yield home.heading


def _few(ground: Ground, rule_id: str, column_type: str) -> Iterator[Finding]:
    """Sites without the tags are not judged: nobody could tell."""
    columns = [column for column in ground.columns if column.column_type == column_type]
    if not columns:
        return
    pages = [page for page in ground.gathered.articles if page.column_type == column_type]
    found = sum(_is_within_a_year(page.published_on, ground.today) for page in pages)
    wanted = int(ground.rules[rule_id].value)
    if found < wanted:
        yield Finding(
            rule=rule_id,
            where=columns[0].address,
            problem=f"一年内只有 {found} 期{column_type}，应不少于 {wanted} 期",
        )


def _is_within_a_year(day: str, today: date) -> bool:
    published = as_date(day)
    return published is not None and 0 <= (today - published).days <= _YEAR_DAYS


def _annual_report(ground: Ground) -> Iterator[Finding]:
    columns = [column for column in ground.columns if column.column_type == "信息公开年报"]
    if not columns or (ground.today.month, ground.today.day) <= _REPORT_DUE:
        return
    year = str(ground.today.year - 1)
    names = [page.name for page in ground.gathered.articles if page.column_type == "信息公开年报"]
    if not any(year in name for name in names):
        yield Finding(
            rule="annual-report",
            where=columns[0].address,
            problem=f"没有找到 {year} 年度政府信息公开年报，应在 1 月 31 日前公布",
        )
