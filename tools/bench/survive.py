"""`make bench NAME=survive`: what happens to the others when one part is killed under load.

Against a running platform (`mingtang up -d`, with MINGTANG_UNLIMITED_CLIENTS=127.0.0.1): each system with pages in turn
is killed with SIGKILL while pages of the others are asked for at a steady rate. Bars: no failed request on the others,
the system itself back within 5 s. Last, every Python process is killed: published pages must still answer; the
platform is down after that, start it again.
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

from tools.bench.load import Load

BACK_WITHIN_SECONDS = 5.0
CALM_SECONDS = 2.0
MINGTANG = Path(sys.executable).parent / "mingtang"
#: A page of each system that everybody may see; content's are the published ones.
PAGES = {
    "content": ("/", "/guides/", "/guides/juzhuzheng/", "/zhengwu/zhengce/"),
    "assistant": ("/search?q=居住证",),
    "accounts": ("/login/",),
    "services": ("/services/apply/juzhuzheng/",),
}
#: Where each system answers for itself, to see when it is back. Content's own pages are the CMS.
OWN_PAGE = {
    "content": "/cms/",
    **{name: pages[0] for name, pages in PAGES.items() if name != "content"},
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--rate", type=int, default=200, help="requests each second")
    parser.add_argument("--leave", action="store_true", help="do not kill all Python at the end")
    options = parser.parse_args()
    good = [asyncio.run(kill_one(name, options)) for name in PAGES]
    if not options.leave:
        good.append(asyncio.run(kill_all(options)))
    return 0 if all(good) else 1


async def kill_one(name: str, options: argparse.Namespace) -> bool:
    others = [
        options.address + page
        for system, pages in PAGES.items()
        if system != name or system == "content"  # published pages need nobody
        for page in pages
    ]
    load = Load(others, rate=options.rate)
    running = asyncio.create_task(load.run())
    await asyncio.sleep(CALM_SECONDS)
    os.killpg(row_of(name)["pid"], signal.SIGKILL)
    seconds = await seconds_until_back(options.address + OWN_PAGE[name])
    await asyncio.sleep(CALM_SECONDS)
    load.stop()
    await running
    is_good = load.failed == 0 and seconds <= BACK_WITHIN_SECONDS
    print(
        f"{name:<11} killed: {load.failed} of {load.asked} requests to the others failed, "
        f"back after {seconds:.2f} s; bars 0 and {BACK_WITHIN_SECONDS} s: "
        f"{'reached' if is_good else 'MISSED'}"
    )
    show_failures(load)
    return is_good


async def kill_all(options: argparse.Namespace) -> bool:
    load = Load([options.address + page for page in PAGES["content"]], rate=options.rate)
    running = asyncio.create_task(load.run())
    await asyncio.sleep(CALM_SECONDS)
    for pid in python_processes():
        os.kill(pid, signal.SIGKILL)
    await asyncio.sleep(CALM_SECONDS)
    load.stop()
    await running
    print(
        f"all Python  killed: {load.failed} of {load.asked} requests to published pages failed; "
        f"bar 0: {'reached' if load.failed == 0 else 'MISSED'}"
    )
    show_failures(load)
    return load.failed == 0


async def seconds_until_back(page: str) -> float:
    began = time.monotonic()
    async with httpx.AsyncClient(timeout=2.0, trust_env=False) as client:
        while time.monotonic() - began < 30:
            try:
                answer = await client.get(page)
            except httpx.HTTPError:
                continue
            if answer.status_code < 500:
                break
            await asyncio.sleep(0.02)
    return time.monotonic() - began


def show_failures(load: Load) -> None:
    for target, outcome in load.outcomes.items():
        if outcome.failed:
            print(f"    {target}: {dict(outcome.failed)}")


def status() -> dict[str, Any]:
    told = subprocess.run(
        [str(MINGTANG), "status", "--json"], capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


def row_of(name: str) -> dict[str, Any]:
    row: dict[str, Any] = next(row for row in status()["processes"] if row["name"] == name)
    return row


def python_processes() -> list[int]:
    """Every process of the platform but nginx and PostgreSQL, the supervisor first."""
    told = status()
    pids = [
        row["pid"]
        for row in told["processes"]
        if row["pid"] and row["name"] not in {"nginx", "postgres", "supervisor"}
    ]
    return [told["supervisor"], *pids]


if __name__ == "__main__":
    sys.exit(main())
