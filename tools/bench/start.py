"""`make bench NAME=start`: how long a warm start takes and how much memory the whole platform needs.

Bars: a warm start under 15 s, all of it under 2.5 GB (PSS: shared pages are counted once). The peer in the same run is
the first start on an empty state folder, with its databases and the demo city to make.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

WARM_BAR_SECONDS = 15.0
MEMORY_BAR_MEGABYTES = 2500.0
MINGTANG = Path(sys.executable).parent / "mingtang"
PORT = "18400"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="warm starts; the median counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mingtang-start-") as folder:
        Path(folder).chmod(0o755)
        environment = {**os.environ, "MINGTANG_HOME": f"{folder}/home", "MINGTANG_PORT": PORT}
        cold = start(environment)
        memory = status(environment)["memory"]["pss"]
        stop(environment)
        warm = []
        for _ in range(options.rounds):
            warm.append(start(environment))
            stop(environment)
    median = sorted(warm)[len(warm) // 2]
    print(f"first start with demo city: {cold:6.1f} s")
    print(
        f"warm start, median of {len(warm)}:   {median:6.1f} s = {median / cold:.2f} x the first; "
        f"{verdict(median < WARM_BAR_SECONDS)} {WARM_BAR_SECONDS:.0f} s"
    )
    print(
        f"memory of everything:       {memory:6.0f} MB; "
        f"{verdict(memory < MEMORY_BAR_MEGABYTES)} {MEMORY_BAR_MEGABYTES:.0f} MB"
    )
    return int(not (median < WARM_BAR_SECONDS and memory < MEMORY_BAR_MEGABYTES))


def verdict(is_good: bool) -> str:
    return "within the bar of" if is_good else "MISSES the bar of"


def start(environment: dict[str, str]) -> float:
    """Start in the background; the command returns when everything is ready."""
    began = time.monotonic()
    subprocess.run(
        [str(MINGTANG), "up", "-d"], env=environment, check=True, stdout=subprocess.DEVNULL
    )
    return time.monotonic() - began


def stop(environment: dict[str, str]) -> None:
    subprocess.run([str(MINGTANG), "down"], env=environment, check=True, stdout=subprocess.DEVNULL)


def status(environment: dict[str, str]) -> dict[str, Any]:
    told = subprocess.run(
        [str(MINGTANG), "status", "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


if __name__ == "__main__":
    sys.exit(main())
