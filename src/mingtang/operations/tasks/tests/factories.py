"""Valid tasks, with only the interesting part left to say."""

from datetime import date
from typing import Any

from mingtang.kernel.identity import THE_PLATFORM
from mingtang.operations.tasks.commands import Wanted, open_task
from mingtang.operations.tasks.models import Task, TaskKind


def wanted(**more: Any) -> Wanted:
    told: dict[str, Any] = {
        "kind": TaskKind.INSPECTION,
        "subject": "link-dead | /a/ | /b/",
        "title": "链接打不开",
        "department": "minzheng",
        "due_on": date(2026, 11, 30),
        "evidence": [("看问题页面", "/a/")],
    }
    return Wanted(**{**told, **more})


def opened(**more: Any) -> Task:
    return open_task(actor=THE_PLATFORM, wanted=wanted(**more))
