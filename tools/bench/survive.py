"""`make bench NAME=survive`: what happens to the others when one part is killed under load.

Each system with pages in turn is killed with SIGKILL while pages of the others are asked for at a steady rate. Bars: no
failed request on the others, the system itself back within 5 s. Last, every Python process is killed, the supervisor
included: published pages must still answer.
"""

import argparse
import asyncio
import os
import signal
import sys
import time

import httpx

from mingtang.kernel.system import find_manifest
from tools.bench.load import Load
from tools.bench.platform import PORT, Platform, new_platform

BACK_WITHIN_SECONDS = 5.0
CALM_SECONDS = 2.0
PUBLISHED = ("/", "/guides/", "/guides/juzhuzheng/", "/zhengwu/zhengce/")
#: A page of each system that everybody may see. Content's own is the CMS, where the gateway itself
#: sends strangers to the login page: whether it is back is asked at its own port.
PAGES = {
    "content": "/cms/",
    "assistant": "/search?q=%E5%B1%85%E4%BD%8F%E8%AF%81",
    "accounts": "/login/",
    "services": "/services/apply/juzhuzheng/",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=200, help="requests each second")
    options = parser.parse_args()
    with new_platform() as platform:
        platform.start()
        platform.wait_until_published()
        good = [asyncio.run(kill_one(platform, name, rate=options.rate)) for name in PAGES]
        good.append(asyncio.run(kill_all(platform, rate=options.rate)))
    return 0 if all(good) else 1


async def kill_one(platform: Platform, name: str, *, rate: int) -> bool:
    others = [*PUBLISHED, *(page for system, page in PAGES.items() if system != name)]
    load = Load([platform.address + page for page in others], rate=rate)
    running = asyncio.create_task(load.run())
    await asyncio.sleep(CALM_SECONDS)
    victim = await asyncio.to_thread(platform.row_of, name)
    os.killpg(victim["pid"], signal.SIGKILL)
    address = own_address(name) if name == "content" else platform.address
    page = "/health/" if name == "content" else PAGES[name]
    seconds = await seconds_until_back(address + page)
    await asyncio.sleep(CALM_SECONDS)
    load.stop()
    await running
    is_good = load.failed == 0 and seconds <= BACK_WITHIN_SECONDS
    print(
        f"{name:<11} killed: {load.failed} of {load.asked} requests to the others failed, "
        f"back after {seconds:.2f} s; bars 0 and {BACK_WITHIN_SECONDS:.0f} s: {verdict(is_good)}"
    )
    show_failures(load)
    return is_good


def own_address(name: str) -> str:
    return f"http://127.0.0.1:{PORT + find_manifest(name).port_offset}"


async def kill_all(platform: Platform, *, rate: int) -> bool:
    load = Load([platform.address + page for page in PUBLISHED], rate=rate)
    running = asyncio.create_task(load.run())
    await asyncio.sleep(CALM_SECONDS)
    await asyncio.to_thread(platform.kill_all_python)
    await asyncio.sleep(CALM_SECONDS)
    load.stop()
    await running
    print(
        f"all Python  killed: {load.failed} of {load.asked} requests to published pages failed; "
        f"bar 0: {verdict(load.failed == 0)}"
    )
    show_failures(load)
    return load.failed == 0


async def seconds_until_back(page: str) -> float:
    """Ask a page of the killed system until it answers; 5xx is the gateway's friendly notice."""
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


def verdict(is_good: bool) -> str:
    return "reached" if is_good else "MISSED"


if __name__ == "__main__":
    sys.exit(main())
