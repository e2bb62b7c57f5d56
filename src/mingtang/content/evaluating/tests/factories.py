"""Log lines, sittings and columns for the tests of evaluating."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from mingtang.content.evaluating.models import PageDay, Together
from mingtang.content.tests import factories as make

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/156.0 Mobile"


def line(path: str, *, seconds: int = 0, client: str = "10.0.0.1", **more: Any) -> str:
    """A line as nginx writes it, some seconds after noon."""
    said = {
        "time": (NOON + timedelta(seconds=seconds)).isoformat(),
        "request_id": "r",
        "client": client,
        "method": "GET",
        "path": path,
        "status": 200,
        "bytes": 1000,
        "seconds": 0.001,
        "system": "site",
        "waf": "",
        "agent": PHONE,
    }
    return json.dumps({**said, **more}, ensure_ascii=False, separators=(",", ":")) + "\n"


def log(folder: Path, *lines: str) -> Path:
    """Append to the log."""
    file = folder / "logs" / "access.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as opened:
        opened.writelines(lines)
    return file


def walk(*steps: tuple[int, str], client: str = "10.0.0.1") -> list[str]:
    """One visitor's way: seconds after noon, and the page."""
    return [line(path, seconds=seconds, client=client) for seconds, path in steps]


def article(parent: Any, slug: str, title: str, text: str) -> Any:
    page = make.draft(
        parent,
        slug=slug,
        title=title,
        summary=title,
        kind="static",
        body=[{"type": "paragraph", "value": f"<p>{text}</p>"}],
    )
    make.publish_as_history(page)
    page.refresh_from_db()
    return page


def column(parent: Any, slug: str, title: str, **fields: Any) -> Any:
    facts = {"description": title, "keywords": title, "column_type": "办事服务", "kind": "other"}
    return make.column(slug, parent=parent, title=title, **{**facts, **fields})


def visits(path: str, *, sittings: int, day: date, with_: dict[str, int] | None = None) -> None:
    """Sums as if so many sittings had been there, and in some other places as well."""
    PageDay.objects.create(day=day, path=path, visits=sittings, visitors=sittings, dwell=[0] * 12)
    Together.objects.create(day=day, first=path, second=path, sittings=sittings)
    for other, number in (with_ or {}).items():
        one, two = sorted((path, other))
        Together.objects.create(day=day, first=one, second=two, sittings=number)
