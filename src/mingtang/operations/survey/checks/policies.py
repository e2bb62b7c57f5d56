"""Policies: interpretation both ways, repealed and expired ones, the same text twice, pages left behind."""

from collections.abc import Iterator
from functools import partial

from mingtang.operations.survey.checks.ground import Ground
from mingtang.operations.survey.facts import Page
from mingtang.operations.survey.findings import Finding
from mingtang.operations.survey.reading.days import as_date, day_in
from mingtang.operations.survey.reading.policy import plain_number

_VALID = ("有效", "现行有效")
_INTERPRETATION = "政策解读"
_ENDS = ("有效期至", "失效日期", "废止日期")
_POLICY_COLUMN = "政策文件"


def check_policies(ground: Ground) -> Iterator[Finding]:
    repealed = list(_repealed(ground))
    yield from repealed
    yield from _expired(ground)
    duplicates = list(_duplicates(ground))
    yield from duplicates
    yield from _titles(ground)
    aside = {finding.where for finding in [*repealed, *duplicates]}
    yield from _interpretations(ground, aside)


def check_leftovers(ground: Ground) -> Iterator[Finding]:
    for address in ground.gathered.leftovers:
        page = ground.gathered.pages[address]
        yield Finding(
            rule="leftover",
            where=address,
            problem=f"“{page.name or address}”还在网站里，但没有任何页面指向它，可能是撤下时漏删的",
        )


def policies_of(ground: Ground) -> list[Page]:
    """Files with a number of their own that say that they are in force."""
    return [
        page
        for page in ground.gathered.articles
        if page.column_type != _INTERPRETATION and "发文字号" in page.labels
    ]


def _is_in_force(page: Page) -> bool:
    said = page.labels.get("有效性") or page.labels.get("效力状态", "")
    return said in _VALID


def _repealed(ground: Ground) -> Iterator[Finding]:
    by_name: dict[str, Page] = {}
    for page in policies_of(ground):
        for name in (plain_number(page.labels["发文字号"]), page.name):
            by_name.setdefault(name, page)
    told: set[str] = set()
    for page in ground.gathered.articles:
        if page.column_type == _INTERPRETATION:
            continue
        for name in page.repeals:
            old = by_name.get(name)
            if old is None or old.address in {page.address, *told} or not _is_in_force(old):
                continue
            if old.published_on > page.published_on:
                continue
            told.add(old.address)
            yield Finding(
                rule="policy-repealed",
                where=old.address,
                target=page.address,
                problem=f"“{old.name}”标为有效，但“{page.name}”说它已经废止",
            )


def _expired(ground: Ground) -> Iterator[Finding]:
    for page in policies_of(ground):
        ends = next(
            (day for name in _ENDS if (day := as_date(day_in(page.labels.get(name, ""))))), None
        )
        if ends is not None and ends < ground.today and _is_in_force(page):
            yield Finding(
                rule="policy-expired",
                where=page.address,
                problem=f"“{page.name}”已于 {ends.isoformat()} 到期，仍标为有效",
            )


def _duplicates(ground: Ground) -> Iterator[Finding]:
    """The older page is the original; the others repeat it."""
    first: dict[str, Page] = {}
    for page in sorted(ground.gathered.articles, key=lambda one: (one.published_on, one.address)):
        if not page.digest or page.elements is not None:
            continue
        original = first.setdefault(page.digest, page)
        if original is not page:
            yield Finding(
                rule="duplicate",
                where=page.address,
                target=original.address,
                problem=f"“{page.name}”和另一页内容相同",
            )


def _titles(ground: Ground) -> Iterator[Finding]:
    first: dict[tuple[str, str], Page] = {}
    for page in sorted(ground.gathered.articles, key=lambda one: (one.published_on, one.address)):
        key = (page.name, page.meta.get("ColumnName", ""))
        original = first.setdefault(key, page)
        if original is not page and page.name and original.digest != page.digest:
            yield Finding(
                rule="duplicate-title",
                where=page.address,
                target=original.address,
                problem=f"同一栏目有两篇“{page.name}”，内容不同",
            )


def _interpretations(ground: Ground, aside: set[str]) -> Iterator[Finding]:
    interpreting: dict[str, list[Page]] = {}
    targets = partial(_linked, ground)
    for page in ground.gathered.articles:
        if page.column_type == _INTERPRETATION:
            for address in targets(page):
                interpreting.setdefault(address, []).append(page)
    if not interpreting and not any(c.column_type == _INTERPRETATION for c in ground.columns):
        return
    for policy in policies_of(ground):
        if (
            not _is_in_force(policy)
            or policy.address in aside
            or policy.column_type != _POLICY_COLUMN
        ):
            continue
        yield from _interpretation(ground, policy, interpreting.get(policy.address, []))


def _interpretation(ground: Ground, policy: Page, by: list[Page]) -> Iterator[Finding]:
    linked = _linked(ground, policy)
    back = [
        page
        for address in linked
        if (page := ground.gathered.pages.get(address))
        and page.column_type == _INTERPRETATION
        and page.is_article
    ]
    if not by and not back:
        yield Finding(
            rule="policy-uninterpreted", where=policy.address, problem=f"“{policy.name}”没有解读"
        )
    elif by and not back:
        yield Finding(
            rule="policy-one-way",
            where=policy.address,
            target=by[0].address,
            problem=f"解读链接到了“{policy.name}”，文件没有链接到解读",
        )
    elif back and not by:
        yield Finding(
            rule="policy-one-way",
            where=back[0].address,
            target=policy.address,
            problem=f"“{policy.name}”链接到了解读，解读没有链接到文件",
        )


def _linked(ground: Ground, page: Page) -> set[str]:
    return {ground.gathered.target(link) for link in page.main_links} - {page.address}
