"""`make bench NAME=publish`: one page among many thousands, and the whole site, each beside its peers.

(a) Publish one page, new ones and changed ones in turns, from the start of the command until the
    worker has every touched page, list, feed, map, the home page and the signatures on disk. Bar: p95
    under a second. Beside it, in turns: stock Wagtail saving and publishing a page with the same text.
(b) Write the whole site again, pages a second, beside wagtail-bakery and Hugo with the same page.
    Bar: ten times wagtail-bakery.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.bench import hugo
from tools.bench.bakery import Bakery, make_bakery
from tools.bench.content_alone import content_alone, new_database

PUBLISH_BAR_SECONDS = 1.0
REBUILD_BAR = 10.0
WAITS_SECONDS = 120.0


def main() -> int:
    options = _options()
    with content_alone() as folder:
        from tools.bench import big_site  # noqa: PLC0415  needs Django, which is set up just now

        began = time.perf_counter()
        columns = big_site.fill(options.articles)
        print(
            f"a site of {options.articles:,} articles, made in {time.perf_counter() - began:.0f} s"
        )
        ours = _rebuild(options)
        printed = _printed_page(folder)
        database = new_database((folder / "database-url").read_text(), "bench_bakery")
        bakery = make_bakery(folder / "bakery", database_url=database, printed=printed)
        bakery.make_pages(options.bakery_pages)
        is_good = _show_rebuild(ours, bakery, options, folder=folder, printed=printed)
        is_good &= _bench_publishing(columns[0], bakery, options)
    return 0 if is_good else 1


def _rebuild(options: argparse.Namespace) -> float:
    """Return pages a second of a rebuild from nothing: columns, feeds and lists come on top."""
    from mingtang.content.upkeep.rebuilding import rebuild_site  # noqa: PLC0415  see main

    began = time.perf_counter()
    rebuild_site(processes=options.processes)
    seconds = time.perf_counter() - began
    _check_the_site()
    return float(options.articles / seconds)


def _show_rebuild(
    ours: float, bakery: Bakery, options: argparse.Namespace, *, folder: Path, printed: str
) -> bool:
    built = bakery.build()
    theirs = built["pages"] / built["seconds"]
    print("(b) the whole site")
    print(
        f"  ours, {options.processes} processes{ours:>24,.0f} pages/s, lists and signatures included"
    )
    print(f"  {bakery.versions()}")
    print(f"  wagtail-bakery, {built['pages']:,.0f} pages{theirs:>15,.1f} pages/s")
    if not options.without_hugo:
        version = hugo.find_hugo()
        pages, seconds = hugo.build(folder / "hugo", articles=options.articles, printed=printed)
        print(
            f"  {version:14.14}, {pages:,} pages{pages / seconds:>12,.0f} pages/s ({seconds:.1f} s)"
        )
    ratio = ours / theirs
    return _judge(f"{ratio:.1f} x wagtail-bakery", ratio >= REBUILD_BAR, f"{REBUILD_BAR:.0f} x")


def _bench_publishing(column: int, bakery: Bakery, options: argparse.Namespace) -> bool:
    new: list[float] = []
    changed: list[float] = []
    theirs: list[float] = []
    with _worker(), bakery.publisher() as stock:
        for number in range(-2, options.publishes):  # the first two warm both up
            mine, other = _publish_one(column, number), stock.publish()
            if number >= 0:
                (changed if number % 2 else new).append(mine)
                theirs.append(other)
    _check_the_site()
    print(f"(a) one page among {options.articles:,}, until everything it touches is on disk")
    _show("new page", new)
    _show("changed page", changed)
    _show("stock Wagtail, save and publish", theirs)
    p95 = _percentile([*new, *changed], 0.95)
    return _judge(f"p95 {p95:.3f} s", p95 < PUBLISH_BAR_SECONDS, f"{PUBLISH_BAR_SECONDS:.0f} s")


def _publish_one(column: int, number: int) -> float:
    """Publish a new page (even numbers) or a change of the page before (odd ones)."""
    from mingtang.content.pages.models import ArticlePage, ColumnPage  # noqa: PLC0415  see main
    from mingtang.content.publishing.commands import publish_page  # noqa: PLC0415
    from mingtang.content.reviewing.commands import keep_history  # noqa: PLC0415
    from mingtang.kernel.identity import THE_PLATFORM  # noqa: PLC0415
    from tools.bench import big_site  # noqa: PLC0415

    slug = f"xin{number // 2}"
    if number % 2:
        page = ArticlePage.objects.get(slug=slug)
        page.title = f"改过的{page.title}"
    else:
        page = big_site.article("notice", 100_000 + number, slug=slug)
        ColumnPage.objects.get(pk=column).add_child(instance=page)
    revision = page.save_revision()
    keep_history(actor=THE_PLATFORM, page=page, revision=revision, origin="bench")
    began = time.perf_counter()
    publication = publish_page(actor=THE_PLATFORM, page_number=page.pk, revision_number=revision.pk)
    _wait_until_written()
    seconds = time.perf_counter() - began
    _check_is_everywhere(publication.path, page.title)
    return seconds


def _wait_until_written() -> None:
    from mingtang.content.publishing.models import Stale  # noqa: PLC0415  see main

    _wait_until(lambda: not Stale.objects.exists(), what="the worker has not written the page")


def _wait_until(is_so: Callable[[], bool], *, what: str) -> None:
    deadline = time.monotonic() + WAITS_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            sys.exit(f"{what} within {WAITS_SECONDS:.0f} s")
        time.sleep(0.002)


def _check_is_everywhere(path: str, title: str) -> None:
    from mingtang.content.site.disk import site_folder  # noqa: PLC0415  see main

    column = path.rsplit("/", 2)[0].lstrip("/")
    for place in (
        f"{path.lstrip('/')}index.html",
        f"{column}/index.html",
        f"{column}/feed.xml",
        "index.html",
    ):
        if title not in (site_folder() / place).read_text(encoding="utf-8"):
            sys.exit(f"{place} does not show {title}")


def _check_the_site() -> None:
    from mingtang.content.site.queries import verify_site  # noqa: PLC0415  see main

    verdict = verify_site()
    if verdict.problems:
        sys.exit(f"the site is not what was published: {verdict.problems[0]}")


@contextmanager
def _worker() -> Iterator[None]:
    from mingtang.kernel.jobs.queries import is_worker_alive  # noqa: PLC0415  see main

    command = [sys.executable, "-m", "django", "run_worker"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as worker:
        try:
            _wait_until(is_worker_alive, what="the worker does not start")
            yield
        finally:
            worker.terminate()


def _printed_page(folder: Path) -> str:
    page = next((folder / "site" / "xinxi" / "gonggao").glob("n*/index.html"))
    return page.read_text(encoding="utf-8")


def _show(name: str, seconds: Sequence[float]) -> None:
    p50, p95 = statistics.median(seconds), _percentile(seconds, 0.95)
    print(f"  {name:34}p50 {p50:6.3f} s   p95 {p95:6.3f} s   ({len(seconds)} times)")


def _percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that so many are not above."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _judge(said: str, is_good: bool, bar: str) -> bool:
    print(f"  = {said}; bar {bar}: {'reached' if is_good else 'MISSED'}", flush=True)
    return is_good


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, help="articles of our site")
    parser.add_argument("--publishes", type=int, default=40, help="pages published one by one")
    parser.add_argument("--bakery-pages", type=int, default=1_000, help="pages bakery builds")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="that render")
    parser.add_argument("--without-hugo", action="store_true", help="leave Hugo out")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
