"""`mingtang inspect`: any government site against the national indicators, without a server or a database."""

import json
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingtang.kernel.errors import Refusal
from mingtang.kernel.system import load_manifests
from mingtang.supervisor.console import complain, say
from mingtang.supervisor.trouble import FolderNotWritable, PackageMissing

if TYPE_CHECKING:
    from mingtang.operations.survey.findings import Report
    from mingtang.operations.survey.inspecting import Order

CLEAN, DEDUCTIONS, VETO, NOT_INSPECTED = 0, 1, 2, 3
_CODES = {"clean": CLEAN, "deductions": DEDUCTIONS, "veto": VETO}
#: What the gateway answers besides the systems' routes.
_OF_THE_GATEWAY = ("/assets/", "/mode/")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("site", metavar="URL|DIR", help="网址，或者网站文件的文件夹")
    parser.add_argument("--out", metavar="DIR", help="报告写到这个文件夹 where the reports go")
    parser.add_argument("--json", action="store_true", help="把 JSON 写到标准输出 JSON to stdout")
    parser.add_argument("--site-code", default="", help="网站标识码，核对用 expected SiteIDCode")
    parser.add_argument(
        "--rules", metavar="FILE", help="本地规则（YAML），盖过国家规则 own thresholds"
    )
    parser.add_argument("--limit", type=int, default=20_000, metavar="N", help="最多看多少页")
    parser.add_argument(
        "--since", type=date.fromisoformat, metavar="DAY", help="只看这天之后发布的文章"
    )
    parser.add_argument(
        "--resume", action="store_true", help="接着上次没做完的检查 go on (needs --out)"
    )
    parser.add_argument("--ignore-robots", action="store_true", help="自己的网站：不管 robots.txt")
    parser.add_argument(
        "--no-external", action="store_true", help="不核实外链 leave other hosts alone"
    )
    parser.add_argument("--workers", type=int, default=6, help="同时几个连接 connections at a time")
    parser.add_argument(
        "--rate", type=float, default=30, help="每秒最多几次，0 为不限 requests a second"
    )
    parser.add_argument(
        "--retry-after", type=float, default=60, metavar="SECONDS", help="第二时段再试的间隔"
    )
    parser.add_argument(
        "--allow-private", action="store_true", help="外链可以是内网地址 closed networks"
    )
    parser.add_argument(
        "--served", action="append", default=[], metavar="PATH", help="由程序应答的路径 not a file"
    )


def inspect_site(options: Namespace) -> int:
    """Inspect and write the reports; the exit code tells the verdict."""
    try:
        from mingtang.operations.survey.inspecting import inspect  # noqa: PLC0415
    except ImportError as error:
        raise PackageMissing(str(error.name)) from error
    folder = _folder(options.out) if options.out else None
    if options.resume and folder is None:
        complain("--resume 要和上次的 --out 一起用。")
        return NOT_INSPECTED
    line = _Line()
    try:
        with _stopping(line) as should_stop:
            report = inspect(_order(options, folder=folder, line=line, should_stop=should_stop))
    except Refusal as refusal:
        line.end()
        complain(f"✗ {refusal}")
        return NOT_INSPECTED
    line.end()
    _write(report, folder=folder, options=options)
    return _CODES[report.verdict.value]


def _order(
    options: Namespace, *, folder: Path | None, line: "_Line", should_stop: Callable[[], bool]
) -> "Order":
    from mingtang.operations.survey.gathering.bounds import Bounds  # noqa: PLC0415
    from mingtang.operations.survey.inspecting import Order, is_live  # noqa: PLC0415
    from mingtang.operations.survey.rules import load_rules  # noqa: PLC0415

    origin = options.site if is_live(options.site) else str(Path(options.site).resolve())
    bounds = Bounds(
        pages=max(options.limit, 1),
        workers=min(max(options.workers, 1), 32),
        rate=options.rate,
        retry_after=options.retry_after,
        honours_robots=not options.ignore_robots,
        checks_outside=not options.no_external,
        allows_private=options.allow_private,
        since=options.since,
        served=(*served_paths(), *options.served),
        should_stop=should_stop,
    )
    return Order(
        origin=origin,
        rules=load_rules(Path(options.rules) if options.rules else None),
        bounds=bounds,
        site_code=options.site_code,
        folder=folder,
        resumes=options.resume,
        tell=line.tell,
    )


def served_paths() -> tuple[str, ...]:
    """Return the paths that the platform's own systems answer, so that a published folder lacks them."""
    routes = [route.path for system in load_manifests() for route in system.routes]
    return (*dict.fromkeys(routes), *_OF_THE_GATEWAY)


@contextmanager
def _stopping(line: "_Line") -> Iterator[Callable[[], bool]]:
    """The first Ctrl-C ends the inspection with what is known; the second ends it at once."""
    state = {"asked": False}

    def stop(number: int, frame: Any) -> None:
        if state["asked"]:
            raise KeyboardInterrupt
        state["asked"] = True
        line.end()
        complain("正在停下，已经看到的会写进报告；再按一次 Ctrl-C 立刻退出。stopping…")

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield lambda: state["asked"]
    finally:
        signal.signal(signal.SIGINT, before)


class _Line:
    """One line of progress on the terminal, written over; a log gets none."""

    def __init__(self) -> None:
        self._is_open = False

    def tell(self, what: str, done: int, known: int) -> None:
        if not sys.stderr.isatty():
            return
        self._is_open = True
        sys.stderr.write(f"\r\033[K{what} {done}/{known}")
        sys.stderr.flush()

    def end(self) -> None:
        if self._is_open:
            sys.stderr.write("\n")
            self._is_open = False


def _folder(name: str) -> Path:
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderNotWritable(name) from error
    return folder


def _write(report: "Report", *, folder: Path | None, options: Namespace) -> None:
    from mingtang.operations.survey.report.as_html import as_html  # noqa: PLC0415
    from mingtang.operations.survey.report.as_json import as_plain  # noqa: PLC0415
    from mingtang.operations.survey.report.as_text import lines_of  # noqa: PLC0415
    from mingtang.operations.survey.report.as_xlsx import as_xlsx  # noqa: PLC0415

    plain = json.dumps(as_plain(report), ensure_ascii=False, indent=1)
    plain = plain.encode("utf-8", "replace").decode("utf-8")
    if folder is not None:
        try:
            (folder / "report.json").write_text(plain, encoding="utf-8")
            (folder / "report.html").write_text(as_html(report), encoding="utf-8", errors="replace")
            (folder / "report.xlsx").write_bytes(as_xlsx(report))
        except OSError as error:
            raise FolderNotWritable(str(folder)) from error
    if options.json:
        say(plain)
        return
    for line in lines_of(report):
        say(line)
    if folder is not None:
        say(f"报告：{folder / 'report.html'}、report.xlsx、report.json")
    if not report.is_complete:
        say(
            "没有做完。"
            + ("用 --resume 接着检查。" if folder else "加 --out 和 --resume 可以接着检查。")
        )
