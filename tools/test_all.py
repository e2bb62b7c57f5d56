"""Runs everything that must be green and ends with one plain line; `--fast` only what is quick."""

import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CODE = ("src", "tests", "tools", "demo")
CHECKS = {
    "formatting": [str(BIN / "ruff"), "format", "--check", "-q", *CODE],
    "lint": [str(BIN / "ruff"), "check", *CODE],
    "contracts": [str(BIN / "lint-imports"), "--no-cache"],
}
COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed)")


def suites() -> dict[str, list[str]]:
    """Every folder of tests with the settings it runs under."""
    found = {"architecture": _pytest("kernel", "tests/architecture")}
    for folder in sorted((ROOT / "src" / "mingtang").iterdir()):
        if not any(folder.rglob("test_*.py")):
            continue
        own = (folder / "settings.py").exists() or (folder / "tests" / "settings.py").exists()
        settings = folder.name if own else "kernel"
        found[folder.name] = _pytest(settings, f"src/mingtang/{folder.name}")
    return found


def _pytest(settings: str, path: str) -> list[str]:
    place = ROOT / "src" / "mingtang" / settings
    module = (
        "settings"
        if (place / "settings.py").exists() and settings != "kernel"
        else "tests.settings"
    )
    return [
        *(str(BIN / "python"), "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider"),
        *(f"--ds=mingtang.{settings}.{module}", path),
    ]


def run(name: str, command: list[str]) -> tuple[bool, str]:
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - started
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({seconds:.1f} s)", flush=True)
    if done.returncode != 0:
        print(done.stdout[-12000:], done.stderr[-3000:], sep="\n", flush=True)
    return done.returncode == 0, done.stdout


def main() -> int:
    started = time.monotonic()
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    broken = [name for name, command in CHECKS.items() if not run(name, command)[0]]
    for name, command in {} if "--fast" in sys.argv else suites().items():
        is_green, output = run(name, command)
        if not is_green:
            broken.append(name)
        for number, word in COUNT.findall(
            output.strip().splitlines()[-1] if output.strip() else ""
        ):
            key = "failed" if word.startswith("error") else word
            counts[key] = counts.get(key, 0) + int(number)
    if broken:
        print("broken:", ", ".join(broken))
        counts["failed"] = max(counts["failed"], 1)
    figures = ", ".join(f"{n} {word}" for word, n in counts.items() if n or word == "passed")
    print(f"===== {figures} in {time.monotonic() - started:.2f}s =====")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
