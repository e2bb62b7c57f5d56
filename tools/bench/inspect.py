"""`make bench NAME=inspect`: pages a second over a site of 10,000 pages, beside `wget --spider` in the same run.

The site is generated into a folder and served by nginx with nothing but files. wget only looks for dead links; ours
reads every page for all indicators as well. The bar is 10,000 pages in ten minutes.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tools.bench.bare_nginx import bare_nginx

PAGES, PORT, A_COLUMN = 10_000, 9_180, 100
BAR_SECONDS = 600
WORDS = "为方便群众和企业办事，现就有关事项通知如下，请各单位认真落实，办理情况及时报送。"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--no-peer", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mingtang-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        site = folder / "site"
        count = generate(site, options.pages)
        print(f"{count} pages, {size_of(site) / 1e6:.0f} MB, {os.cpu_count()} cores")
        user = "nobody nogroup" if os.geteuid() == 0 else ""
        with bare_nginx(site, folder=folder / "nginx", port=options.port, user=user) as address:
            live = measure("mingtang inspect URL", count, [*MINGTANG, f"{address}/", *FAST])
            if not options.no_peer:
                peer = ["wget", "--spider", "-r", "-l", "inf", "-nv", "-nd", "-e", "robots=off"]
                measure(
                    "wget --spider -r", count, [*peer, "-P", str(folder / "wget"), f"{address}/"]
                )
        measure("mingtang inspect DIR", count, [*MINGTANG, str(site), "--no-external"])
    return 0 if live < BAR_SECONDS * count / PAGES else 1


MINGTANG = [sys.executable, "-m", "mingtang.cli", "inspect"]
FAST = ["--rate", "0", "--retry-after", "0", "--no-external"]


def measure(what: str, count: int, command: list[str]) -> float:
    began = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    took = time.monotonic() - began
    print(f"{what:24} {took:7.1f} s  {count / took:7.0f} pages/s", flush=True)
    return took


def generate(site: Path, pages: int) -> int:
    """Write a site of columns with a hundred articles each; return how many pages it has."""
    today = datetime.now(UTC).date()
    columns = max(pages // (A_COLUMN + 1), 1)
    foot = (
        "<footer>主办单位：某县人民政府 联系电话：0999-1234567 网站标识码：3399010001 ICP备案号：演示ICP备1号 "
        "演示公网安备1号 党政机关标识 无障碍 长者版 网站地图 我为政府网站找错</footer>"
    )
    nav = "".join(f'<li><a href="/c{c}/">栏目{c}</a></li>' for c in range(min(columns, 30)))
    form = '<form action="/search" role="search"><label for="q">搜</label><input id="q" name="q"></form>'
    top = f"<header>{form}<ul>{nav}</ul></header>"

    def write(place: Path, title: str, metas: str, body: str) -> None:
        place.mkdir(parents=True, exist_ok=True)
        (place / "index.html").write_text(
            f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>{metas}</head>'
            f"<body>{top}<main><h1>{title}</h1>{body}</main>{foot}</body></html>",
            encoding="utf-8",
        )

    def meta(**given: str) -> str:
        return "".join(f'<meta name="{n}" content="{v}">' for n, v in given.items())

    links = "".join(f'<li><a href="/c{c}/">栏目{c}</a> {today}</li>' for c in range(columns))
    write(
        site,
        "某县人民政府",
        meta(SiteName="某县", SiteDomain="x.gov.example", SiteIDCode="3399010001"),
        links,
    )
    for c in range(columns):
        rows = []
        told = {"ColumnName": f"栏目{c}", "ColumnType": "工作动态"}
        for a in range(A_COLUMN):
            day = (today - timedelta(days=a)).isoformat()
            title = f"关于第{c}类第{a}件事项的通知"
            rows.append(f'<li><a href="/c{c}/{a}/">{title}</a><span>{day}</span></li>')
            body = "".join(f"<p>第{c}-{a}-{p}段，{WORDS}</p>" for p in range(12))
            article = {"ArticleTitle": title, "PubDate": f"{day} 09:00", "ContentSource": "某局"}
            write(site / f"c{c}/{a}", title, meta(**told, **article), body)
        write(site / f"c{c}", f"栏目{c}", meta(**told), f"<ul>{''.join(rows)}</ul>")
    return 1 + columns * (A_COLUMN + 1)


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.html"))


if __name__ == "__main__":
    sys.exit(main())
