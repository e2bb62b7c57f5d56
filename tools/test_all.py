"""Runs everything that must be green and ends with one plain line; `--fast` only what is quick."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CODE = ("src", "tests", "tools", "demo")
#: The suites wait for servers most of the time; more at once would only slow each other down.
AT_ONCE = 2
#: Started first, so that the long ones do not come last.
LONGEST_FIRST = ("content", "kernel", "services", "supervisor", "gateway")
#: Suites with as many tests as all others together share them between two processes and databases.
SHARED = frozenset(["content"])
COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed)")


@dataclass(frozen=True, kw_only=True)
class Check:
    """One command that must end well."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    name: str
    is_green: bool
    counts: Mapping[str, int]


def checks() -> list[Check]:
    """What needs no server."""
    return [
        Check(name="formatting", command=(_tool("ruff"), "format", "--check", "-q", *CODE)),
        Check(name="lint", command=(_tool("ruff"), "check", *CODE)),
        Check(name="templates", command=(_tool("djlint"), "--lint", "--quiet", "src")),
        Check(name="contracts", command=(_tool("lint-imports"), "--no-cache")),
        Check(
            name="types",
            command=(_tool("python"), "-m", "tools.check_types"),
            environment={"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
        ),
        Check(name="leaks", command=(_tool("python"), "-m", "tools.find_leaks")),
    ]


def suites() -> list[Check]:
    """Every folder of tests with the settings it runs under, the long ones first."""
    folders = [
        folder
        for folder in sorted((ROOT / "src" / "mingtang").iterdir())
        if any(folder.rglob("test_*.py"))
    ]
    order = {name: position for position, name in enumerate(LONGEST_FIRST)}
    folders.sort(key=lambda folder: order.get(folder.name, len(order)))
    found = [_suite(folder.name, f"src/mingtang/{folder.name}") for folder in folders]
    return [*found, _suite("architecture", "tests/architecture")]


def journeys() -> list[Check]:
    """The composed platform in a real browser: alone, because it is the whole city."""
    folder = ROOT / "tests" / "journeys"
    return [_suite("journeys", "tests/journeys")] if any(folder.rglob("test_*.py")) else []


def main() -> int:
    started = time.monotonic()
    is_fast = "--fast" in sys.argv
    outcomes = run_all(checks())
    if not is_fast:
        outcomes += run_all(suites())
        outcomes += run_all(journeys())
    broken = [outcome.name for outcome in outcomes if not outcome.is_green]
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for outcome in outcomes:
        for word, number in outcome.counts.items():
            counts[word] = counts.get(word, 0) + number
    if broken:
        print("broken:", ", ".join(broken))
        counts["failed"] = max(counts["failed"], 1)
    figures = ", ".join(f"{n} {word}" for word, n in counts.items() if n or word == "passed")
    print(f"===== {figures} in {time.monotonic() - started:.2f}s =====")
    return int(bool(broken))


def run_all(wanted: Iterable[Check]) -> list[Outcome]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, wanted))


def run(check: Check) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env={**os.environ, **check.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - started
    is_green = done.returncode == 0
    text = f"{'ok  ' if is_green else 'FAIL'} {check.name} ({seconds:.1f} s)"
    if not is_green:
        text += f"\n{done.stdout[-12000:]}\n{done.stderr[-3000:]}"
    print(text, flush=True)
    return Outcome(name=check.name, is_green=is_green, counts=_counts(done.stdout))


def _counts(output: str) -> dict[str, int]:
    """Read the numbers of pytest's last line."""
    lines = output.strip().splitlines()
    found: dict[str, int] = {}
    for number, word in COUNT.findall(lines[-1] if lines else ""):
        key = "failed" if word.startswith("error") else word
        found[key] = found.get(key, 0) + int(number)
    return found


def _suite(name: str, path: str) -> Check:
    place = ROOT / "src" / "mingtang" / name
    if name != "kernel" and (place / "settings.py").exists():
        settings = f"mingtang.{name}.settings"
    else:
        settings = "mingtang.kernel.tests.settings"
    return Check(
        name=name,
        command=(
            *(_tool("python"), "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider"),
            *(("-n", "2") if name in SHARED else ()),
            *(f"--ds={settings}", path),
        ),
    )


def _tool(name: str) -> str:
    return str(BIN / name)


if __name__ == "__main__":
    sys.exit(main())
