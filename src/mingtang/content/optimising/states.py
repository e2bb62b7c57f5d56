"""What is wrong with a column or page by its figures: late, empty, too full, out of date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mingtang.content.optimising.rules import rules


@dataclass(frozen=True)
class State:
    """Something about a column or page that somebody should look at."""

    code: str
    label: str
    why: str
    is_bad: bool = True


def freshness(age: int | None, limit: int, lately: int) -> Iterator[State]:
    """A column above others is not empty as long as something is below it."""
    if age is None:
        yield State("blank", "空白", "还没有一篇内容。")
    elif age > limit and lately < rules()["zombie_visits"]:
        yield State(
            "zombie", "僵尸", f"{age} 天没有更新（限 {limit} 天），30 天只有 {lately} 次访问。"
        )
    elif age > limit:
        yield State("late", "超期", f"{age} 天没有更新，限 {limit} 天。")
    elif age >= limit * rules()["near_limit_share"]:
        yield State("near", "快到期", f"{age} 天没有更新，还剩 {limit - age} 天。", is_bad=False)


def fullness(articles: int, children: int) -> Iterator[State]:
    if articles > rules()["overfull_articles"]:
        yield State("overfull", "过满", f"直接放着 {articles} 篇，从头看到尾太久。")
    if children > rules()["overfull_children"]:
        yield State("overfull", "过满", f"下面有 {children} 个栏目，一屏看不完。")


def expiry(expires_on: date | None, today: date) -> Iterator[State]:
    if expires_on is None:
        return
    left = (expires_on - today).days
    if left < 0:
        yield State("expired", "已失效", f"{expires_on} 已经失效。")
    elif left <= 30:
        yield State("expiring", "快失效", f"还有 {left} 天失效。", is_bad=False)
