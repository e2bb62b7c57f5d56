"""Guides: the ten key elements, and catch-all materials."""

from collections.abc import Iterator

from mingtang.operations.survey.checks.ground import Ground
from mingtang.operations.survey.facts import Page
from mingtang.operations.survey.findings import Finding

_TITLE = "title"


def check_guides(ground: Ground) -> Iterator[Finding]:
    names = {element.id: element.name for element in ground.rules.elements} | {_TITLE: "事项名称"}
    for page in ground.gathered.seen:
        if page.elements is not None:
            yield from _guide(ground, page, names)


def check_services(ground: Ground) -> Iterator[Finding]:
    gathered = ground.gathered
    has_services = any(
        page.column_type == "办事服务" or page.elements is not None for page in gathered.seen
    )
    if not has_services and not _home_leads_to(ground, ("办事", "政务服务", "在线服务", "服务")):
        yield Finding(rule="no-services", where=gathered.home, problem="没有找到办事服务栏目")
    has_channel = any(page.column_type in {"咨询投诉", "互动交流"} for page in gathered.seen)
    channels = ("咨询", "留言", "信箱", "投诉", "互动", "建言")
    if not has_channel and not _home_leads_to(ground, channels):
        yield Finding(rule="no-channel", where=gathered.home, problem="没有找到咨询投诉的渠道")


def _home_leads_to(ground: Ground, words: tuple[str, ...]) -> bool:
    names = [page.column_name + page.title for page in ground.gathered.seen if not page.is_article]
    return any(word in name for name in names for word in words)


def _guide(ground: Ground, page: Page, names: dict[str, str]) -> Iterator[Finding]:
    told = set(page.elements or ())
    missing = [name for element, name in names.items() if element not in told]
    if len(missing) >= ground.rules["guide-incomplete"].value:
        yield Finding(
            rule="guide-incomplete",
            where=page.address,
            problem=f"“{page.name}”缺少 {len(missing)} 类要素：{'、'.join(missing)}",
        )
    elif missing:
        yield Finding(
            rule="guide-element",
            where=page.address,
            problem=f"“{page.name}”缺少要素：{'、'.join(missing)}",
        )
