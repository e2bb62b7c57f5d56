"""The first thing an operator sees when everything runs: the address and who can log in."""

from typing import Any

import yaml

from mingtang.supervisor.console import say
from mingtang.supervisor.places import Places

#: Said on the terminal and in README; loaded only in the demo.
DEMO_PASSWORD = "Mingzhou#2026"  # noqa: S105  a published demo password
SHOWN_CITIZENS = ("chenyue", "linxiaoyan", "wangguilan", "zhaoqiang")
SHOWN_STAFF = (
    *("editor", "reviewer1", "reviewer2", "reviewer3", "officer", "officer2"),
    *("agent", "operator", "auditor"),
)


def say_welcome(places: Places, *, seconds: float) -> None:
    say()
    say(f"明堂已就绪，用时 {seconds:.1f} 秒。Mingtang is ready after {seconds:.1f} s.")
    say(f"    {places.address}/")
    if places.environment == "demo":
        say()
        say(f"演示账号（密码都是 {DEMO_PASSWORD}）demo accounts, all with that password:")
        for line in _accounts(places):
            say(f"    {line}")
    say()
    say("停止：Ctrl-C 或 mingtang down　状态：mingtang status　日志：mingtang logs")


def _accounts(places: Places) -> list[str]:
    citizens = [
        f"{person['username']:<12}市民 {person['name']}"
        for person in _read(places, "people.yaml")
        if person.get("username") in SHOWN_CITIZENS
    ]
    staff = [
        f"{person['username']:<12}{person.get('title') or '工作人员'} {person['name']}"
        for person in _read(places, "staff.yaml")
        if person["username"] in SHOWN_STAFF
    ]
    return citizens + staff


def _read(places: Places, name: str) -> list[dict[str, Any]]:
    path = places.demo / name
    if not path.exists():
        return []
    entries: list[dict[str, Any]] = yaml.load(path.read_text(), Loader=yaml.CSafeLoader) or []
    return entries
