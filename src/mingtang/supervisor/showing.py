"""`mingtang status`: what runs, how long, how often it died, and what memory it takes."""

import json
from typing import Any

from mingtang.supervisor.console import say
from mingtang.supervisor.control import ask
from mingtang.supervisor.memory import Memory, memory_of, memory_of_one
from mingtang.supervisor.places import Places
from mingtang.supervisor.watch import last_line


def show_status(places: Places, *, as_json: bool) -> None:
    status = read_status(places)
    if as_json:
        say(json.dumps(status, ensure_ascii=False, indent=2))
        return
    say(f"{'process':<20}{'state':<12}{'pid':>8}{'up s':>9}{'died':>6}{'RSS MB':>9}{'PSS MB':>9}")
    for row in status["processes"]:
        if row["is_step"] and row["state"] == "done":
            continue
        say(_as_line(row))
        if row["is_failing"]:
            say(f"    反复停止 keeps dying: {row['last_end']}: {row['last_line']}")
    total = status["memory"]
    say(f"{'合计 sum':<54}{total['rss']:>9.0f}{total['pss']:>9.0f}")
    say(f"{places.address}/  {'就绪 ready' if status['is_ready'] else '未就绪 not ready'}")


def read_status(places: Places) -> dict[str, Any]:
    """Return what the supervisor says, with the memory of each process."""
    status = ask(places.control, do="status")
    supervisor = {
        "name": "supervisor",
        "state": "ready",
        "pid": status["supervisor"],
        "seconds": None,
        "restarts": 0,
        "is_failing": False,
        "is_step": False,
    }
    total = Memory()
    for row in (rows := [*status["processes"], supervisor]):
        measure = memory_of_one if row is supervisor else memory_of
        memory = measure(row["pid"]) if row["pid"] else Memory()
        total += memory
        row |= {"rss": round(memory.rss, 1), "pss": round(memory.pss, 1)}
        if row["is_failing"]:
            row["last_line"] = last_line(places.log_of(row["name"]))
    return status | {
        "processes": rows,
        "memory": {"rss": round(total.rss, 1), "pss": round(total.pss, 1)},
    }


def _as_line(row: dict[str, Any]) -> str:
    seconds = "" if row["seconds"] is None else f"{row['seconds']:.0f}"
    return (
        f"{row['name']:<20}{row['state']:<12}{row['pid'] or '':>8}{seconds:>9}"
        f"{row['restarts']:>6}{row['rss']:>9.0f}{row['pss']:>9.0f}"
    )
