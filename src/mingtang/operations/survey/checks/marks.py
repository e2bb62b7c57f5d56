"""Tags, head and foot: what 国办发〔2017〕47号 wants on every page."""

import re
from collections.abc import Iterator

from mingtang.operations.survey.checks.ground import Ground
from mingtang.operations.survey.facts import Page
from mingtang.operations.survey.findings import Finding

_CODE = re.compile(r"^(?:[a-z]{2}\d{8}|\d{10})$", re.IGNORECASE)


def check_metas(ground: Ground) -> Iterator[Finding]:
    wanted = ground.rules.plain["metas"]
    home = ground.gathered.home_page
    if home is not None:
        yield from _metas(home, wanted["site"], "meta-site", "网站标签缺少")
    for page in ground.gathered.seen:
        if page.address == ground.gathered.home:
            continue
        if page.is_article:
            yield from _metas(page, wanted["article"], "meta-article", "内容页标签缺少")
        elif ground.is_column(page):
            yield from _metas(page, wanted["column"], "meta-column", "栏目页标签缺少")


def check_site_code(ground: Ground, *, expected: str) -> Iterator[Finding]:
    home = ground.gathered.home_page
    told = home.meta.get("SiteIDCode", "") if home is not None else ""
    if home is None or not told:
        return
    if not _CODE.match(told):
        yield Finding(
            rule="site-code",
            where=home.address,
            target=told,
            problem=f"SiteIDCode“{told}”不是十位标识码",
        )
    elif expected and told.lower() != expected.lower():
        yield Finding(
            rule="site-code",
            where=home.address,
            target=told,
            problem=f"SiteIDCode 是 {told}，应为 {expected}",
        )


def check_marks(ground: Ground) -> Iterator[Finding]:
    home = ground.gathered.home_page
    if home is None:
        return
    on_home = set(home.marks)
    for mark in ground.rules.marks:
        if mark.id not in on_home:
            yield Finding(
                rule="mark-missing",
                where=home.address,
                target=mark.name,
                problem=f"首页没有{mark.name}",
            )
    common = {
        mark.id: mark.name for mark in ground.rules.marks if mark.everywhere and mark.id in on_home
    }
    for page in ground.gathered.seen:
        missing = [name for mark, name in common.items() if mark not in page.marks]
        if missing and (page.is_article or ground.is_column(page)):
            yield Finding(
                rule="footer-varies",
                where=page.address,
                problem=f"页脚和首页不一样，没有{'、'.join(missing)}",
            )


def _metas(page: Page, wanted: list[str], rule: str, words: str) -> Iterator[Finding]:
    missing = [name for name in wanted if not page.meta.get(name)]
    if missing:
        yield Finding(rule=rule, where=page.address, problem=f"{words} {'、'.join(missing)}")
