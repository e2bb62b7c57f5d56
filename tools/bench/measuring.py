"""Side by side with wrk: short rounds in turns, so that a busy moment of the machine hits all alike."""

import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

CONNECTIONS = 32


@dataclass(frozen=True, kw_only=True)
class Target:
    name: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


def measure(targets: Sequence[Target], *, seconds: int, rounds: int) -> dict[str, list[float]]:
    """Return requests per second of every round, by target."""
    rates: dict[str, list[float]] = {target.name: [] for target in targets}
    for target in targets:
        _run_wrk(target, seconds=1)
    for number in range(rounds):
        turn = targets if number % 2 == 0 else list(reversed(targets))
        for target in turn:
            rates[target.name].append(_run_wrk(target, seconds=seconds))
    return rates


def median_ratio(rates: Mapping[str, Sequence[float]], name: str, to: str) -> float:
    """Return the median of the ratios round by round: drift of the machine cancels out."""
    return statistics.median(a / b for a, b in zip(rates[name], rates[to], strict=True))


def show(rates: Mapping[str, Sequence[float]]) -> None:
    for name, values in rates.items():
        spread = f"{min(values):,.0f} to {max(values):,.0f}"
        print(f"  {name:34}{statistics.median(values):>10,.0f} requests/s   ({spread})")


def _run_wrk(target: Target, *, seconds: int) -> float:
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.exit("wrk is not installed: apt-get install wrk")
    headers = [word for key, value in target.headers.items() for word in ("-H", f"{key}: {value}")]
    command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", *headers]
    done = subprocess.run([*command, target.url], capture_output=True, text=True, check=False)
    output = done.stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if rate is None:
        sys.exit(f"wrk could not measure {target.url}:\n{output}")
    for trouble in re.findall(r"(?:Non-2xx|Socket errors).*", output):
        sys.exit(f"{target.name} did not answer as it should: {trouble}")
    return float(rate[1])
