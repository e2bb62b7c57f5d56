"""What a page or file shows by itself: personal data, secrecy, wrong words; leaders' offices; dates to come."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta

from mingtang.operations.survey.checks.ground import Ground
from mingtang.operations.survey.facts import File, Hit, Page
from mingtang.operations.survey.findings import Finding
from mingtang.operations.survey.reading.days import as_date

_LEADERS = "负责人信息"
_NAMED = re.compile(r"^([一-龥·]{2,4})\s*[：:　 —-]+\s*([一-龥、，, ]{2,40})$")
_REVERSED = re.compile(r"^([一-龥、，]{1,20}(?:长|记|任|席))\s*[：:　 —-]+\s*([一-龥·]{2,4})$")
_SAID = re.compile(
    r"^((?:常务副|副)?(?:省长|市长|州长|县长|区长|旗长|镇长|乡长|秘书长|书记|主席|主任|局长))(.+)$"
)
_DEPUTY = ("副",)


def check_hits(ground: Ground) -> Iterator[Finding]:
    for page in ground.gathered.seen:
        for hit in page.hits:
            yield _of_page(ground, page, hit)
    for file in ground.gathered.files.values():
        for hit in file.hits:
            yield _of_file(ground, file, hit)


def check_dates(ground: Ground) -> Iterator[Finding]:
    latest = ground.today + timedelta(days=int(ground.rules["future-date"].value))
    for page in ground.gathered.articles:
        day = as_date(page.published_on) if page.meta.get("PubDate") else None
        if day is not None and day > latest:
            yield Finding(
                rule="future-date",
                where=page.address,
                problem=f"“{page.name}”的发布日期是 {day.isoformat()}，还没有到",
            )


def check_leaders(ground: Ground) -> Iterator[Finding]:
    """The site's own register of leaders is the measure; the same offices must stand elsewhere."""
    register = leaders_of(ground)
    if not register:
        return
    for page in ground.gathered.articles:
        told: set[str] = set()
        for said in page.offices:
            found = _SAID.match(said)
            name = next((name for name in register if found and found[2].startswith(name)), "")
            if not found or not name or name in told or _is_right(found[1], register[name]):
                continue
            told.add(name)
            yield Finding(
                rule="leader-title",
                where=page.address,
                target=f"{found[1]}{name}",
                problem=f"写作“{found[1]}{name}”，领导信息栏目里{name}是{'、'.join(register[name])}",
            )


def leaders_of(ground: Ground) -> Mapping[str, list[str]]:
    register: dict[str, list[str]] = {}
    for page in ground.gathered.articles:
        if page.column_type != _LEADERS:
            continue
        name, offices = _named(page)
        if name:
            register[name] = offices
    return register


def _named(page: Page) -> tuple[str, list[str]]:
    given = page.name.strip()
    if (found := _NAMED.match(given)) is not None and not given.endswith("分工"):
        return found[1], re.split(r"[、，, ]+", found[2].strip())
    if (found := _REVERSED.match(given)) is not None:
        return found[2], re.split(r"[、，]+", found[1])
    name, office = page.labels.get("姓名", ""), page.labels.get("职务", "")
    return name, re.split(r"[、，, ]+", office) if office else []


def _is_right(said: str, offices: list[str]) -> bool:
    """Less exact is right (副市长 of a 常务副市长), a deputy called the head is not."""
    families = {office[-2:] for office in offices}
    if said[-2:] not in families and said.endswith(("书记", "主任", "主席", "局长")):
        return True
    for office in offices:
        if office.endswith(said):
            rest = office[: -len(said)]
            if not rest.endswith(_DEPUTY):
                return True
    return False


def _of_page(ground: Ground, page: Page, hit: Hit) -> Finding:
    name = ground.rules[hit.rule].name
    is_general = ground.rules[hit.rule].grouped
    return Finding(
        rule=hit.rule,
        where=page.address,
        problem=f"{name}：{hit.evidence}" if is_general else f"{name}：{page.name}",
        evidence="" if is_general else hit.evidence,
    )


def _of_file(ground: Ground, file: File, hit: Hit) -> Finding:
    """People find a file through the page that offers it."""
    page = next(ground.gathered.referrers(file.address), None)
    words = page.words.get(file.address, "") if page else ""
    return Finding(
        rule=hit.rule,
        where=page.address if page else file.address,
        target=file.address,
        problem=f"附件“{words}”：{ground.rules[hit.rule].name}"
        if words
        else f"附件：{ground.rules[hit.rule].name}",
        evidence=hit.evidence,
    )
