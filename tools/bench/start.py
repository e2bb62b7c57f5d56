"""`make bench NAME=start`: how long a warm start takes and how much memory the whole platform needs.

Bars: a warm start under 15 s, all of it under 2.5 GB (PSS: shared pages are counted once). The peer in the same run is
the first start on an empty state folder, with its databases and the demo city to make.
"""

import argparse
import statistics
import sys

from tools.bench.platform import new_platform

WARM_BAR_SECONDS = 15.0
MEMORY_BAR_MEGABYTES = 2500.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="warm starts; the median counts")
    options = parser.parse_args()
    with new_platform() as platform:
        cold = platform.start()
        platform.wait_until_published()
        memory = float(platform.status()["memory"]["pss"])
        platform.stop()
        warm = []
        for _ in range(options.rounds):
            warm.append(platform.start())
            platform.stop()
    median = statistics.median(warm)
    print(f"first start with the demo city: {cold:6.1f} s")
    print(
        f"warm start, median of {len(warm)}:       {median:6.1f} s = {median / cold:.2f} x the first; "
        f"{verdict(median < WARM_BAR_SECONDS)} {WARM_BAR_SECONDS:.0f} s"
    )
    print(
        f"memory of everything:           {memory:6.0f} MB; "
        f"{verdict(memory < MEMORY_BAR_MEGABYTES)} {MEMORY_BAR_MEGABYTES:.0f} MB"
    )
    return int(not (median < WARM_BAR_SECONDS and memory < MEMORY_BAR_MEGABYTES))


def verdict(is_good: bool) -> str:
    return "within the bar of" if is_good else "MISSES the bar of"


if __name__ == "__main__":
    sys.exit(main())
