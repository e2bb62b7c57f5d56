"""`make bench NAME=serve`: how fast pages are served, always beside something else in the same run.

(a) A published page through the gateway against a bare nginx with the same file. Bar: 0.9 of it.
(b) Dynamic pages of a signed-in citizen, through the gateway of a platform started for it, against
    stock Wagtail's uncached home page on PostgreSQL behind the same server. Bar: 5 times it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mingtang.gateway.configuration import WORKERS_ACCOUNT
from mingtang.gateway.rendering.files import render
from mingtang.gateway.rendering.firewall import core_rules
from mingtang.gateway.rendering.plan import Gateway
from mingtang.gateway.rendering.writing import check, start_command, write_files
from mingtang.kernel.system import System
from tools.bench.bare_nginx import bare_nginx
from tools.bench.measuring import Target, measure, median_ratio, show
from tools.bench.platform import new_platform
from tools.bench.stock_wagtail import database_server, stock_wagtail

PUBLISHED_BAR = 0.9
DYNAMIC_BAR = 5.0
CITIZEN = "chenyue"
#: The page of one's own that is judged, and a prefilled form shown beside it.
CITIZENS_PAGES = ("/my/", "/services/apply/juzhuzheng/1/")
STOCK = "stock Wagtail, uncached"
GATEWAY_PORT, BARE_PORT, STOCK_PORT = 18090, 18091, 18092
#: About the size of a page of the site, with the attribute the gateway looks for in elder mode.
PAGE = '<!doctype html><html lang="zh-CN" data-mode="standard"><title>明州</title>' + (
    "<p>办理居住证签注，免交材料，当场办结。</p>" * 400
)


def main() -> int:
    options = _options()
    user = WORKERS_ACCOUNT if os.geteuid() == 0 else ""
    folder = Path(tempfile.mkdtemp(prefix="mingtang-bench-"))
    folder.chmod(0o755)
    try:
        is_good = _bench_published(options, folder=folder, user=user)
        if not options.published_only:
            is_good &= _bench_dynamic(options, folder=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if is_good else 1


def _bench_published(options: argparse.Namespace, *, folder: Path, user: str) -> bool:
    """(a) Serve one file from both."""
    page = Path(options.page).read_text(encoding="utf-8") if options.page else PAGE
    gateway = Gateway(
        home=folder / "home", port=GATEWAY_PORT, listen=(f"127.0.0.1:{GATEWAY_PORT}",), user=user
    )
    with _running(gateway) as through_gateway:
        site = gateway.home / "site"
        (site / "news").mkdir()
        (site / "news" / "page.html").write_text(page, encoding="utf-8")
        (site / "index.html").write_text(page, encoding="utf-8")
        bare = bare_nginx(site, folder=folder / "bare", port=BARE_PORT, user=user)
        with bare as directly:
            print(f"(a) a published page of {len(page.encode()):,} bytes")
            ratios = []
            for path in ("/news/page.html", "/"):
                rates = measure(
                    [
                        Target(name=f"bare nginx, {path}", url=directly + path),
                        Target(name=f"the gateway, {path}", url=through_gateway + path),
                    ],
                    seconds=options.seconds,
                    rounds=options.rounds,
                )
                show(rates)
                ratios.append(median_ratio(rates, f"the gateway, {path}", f"bare nginx, {path}"))
    return _judge(min(ratios), bar=PUBLISHED_BAR, to="bare nginx")


def _bench_dynamic(options: argparse.Namespace, *, folder: Path) -> bool:
    """(b) Measure pages of a signed-in citizen beside a fresh stock Wagtail."""
    with new_platform() as platform:
        platform.start()
        platform.wait_until_published()
        headers = {"Cookie": platform.cookie_of(CITIZEN)}
        with (
            database_server(folder / "postgres") as database_url,
            stock_wagtail(
                folder / "stock",
                database_url=database_url,
                port=STOCK_PORT,
                workers=options.workers,
                keeps_connections=options.keep_connections,
            ) as stock,
        ):
            print("\n(b) dynamic pages of a signed-in citizen")
            own = [
                Target(name=f"a citizen's {path}", url=platform.address + path, headers=headers)
                for path in CITIZENS_PAGES
            ]
            rates = measure(
                [Target(name=STOCK, url=stock), *own],
                seconds=options.seconds,
                rounds=options.rounds,
            )
            show(rates)
    ratios = {target.name: median_ratio(rates, target.name, STOCK) for target in own}
    for name, ratio in ratios.items():
        print(f"  {name}: {ratio:.2f} x")
    return _judge(ratios[own[0].name], bar=DYNAMIC_BAR, to="stock Wagtail")


@contextmanager
def _running(gateway: Gateway) -> Iterator[str]:
    """Run the gateway with no system behind it."""
    manifest = System(name="gateway", title="网关", purpose="", port_offset=1)
    topology = {"gateway": "http://127.0.0.1:9"}
    rules = core_rules(gateway.core_rules)
    write_files(render([manifest], topology, gateway, rules=rules), gateway)
    check(gateway)
    server = subprocess.Popen(start_command(gateway))
    try:
        time.sleep(1)
        yield f"http://127.0.0.1:{gateway.port}"
    finally:
        server.terminate()
        server.wait(10)


def _judge(ratio: float, *, bar: float, to: str) -> bool:
    is_good = ratio >= bar
    print(f"  = {ratio:.2f} x {to}; bar {bar}: {'reached' if is_good else 'MISSED'}")
    return is_good


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=2, help="length of one round")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each side")
    parser.add_argument("--page", help="a published file to serve instead of a made-up one")
    parser.add_argument("--published-only", action="store_true", help="leave (b) out")
    parser.add_argument("--workers", type=int, default=1, help="workers of stock Wagtail")
    parser.add_argument(
        "--keep-connections",
        action="store_true",
        help="let stock Wagtail keep its database connections, which it does not by itself",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
