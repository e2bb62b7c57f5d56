"""The verbs of `mingtang` and what each is told on the command line."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence

from mingtang.kernel.keys import rotate_data_key
from mingtang.kernel.system import load_manifests
from mingtang.supervisor.assets import build_assets
from mingtang.supervisor.console import complain, say
from mingtang.supervisor.control import ask
from mingtang.supervisor.following import follow_logs
from mingtang.supervisor.formats import make_formats
from mingtang.supervisor.inspecting import add_arguments, inspect_site
from mingtang.supervisor.parsing import parse_files
from mingtang.supervisor.places import Places, find_places
from mingtang.supervisor.plan import environment_beside, find_platform, make_all_keys
from mingtang.supervisor.preflight import check_machine, check_ports
from mingtang.supervisor.resetting import reset_demo
from mingtang.supervisor.running import down, is_running, up, up_detached
from mingtang.supervisor.serving import manage, serve
from mingtang.supervisor.showing import show_status
from mingtang.supervisor.stamps import Stamps
from mingtang.supervisor.trouble import Trouble

Verb = Callable[[Places, Namespace], int | None]
"""Returns the exit code; None is success."""
Add = Callable[[str, Verb, str], ArgumentParser]


def run(arguments: Sequence[str]) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    verb: Verb | None = getattr(options, "verb", None)
    if verb is None:
        parser.print_help()
        return 2
    try:
        return verb(find_places(), options) or 0
    except Trouble as trouble:
        complain(str(trouble))
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> ArgumentParser:
    parser = ArgumentParser("mingtang", description="明堂：运行一座城市的政府网站。")
    verbs = parser.add_subparsers(title="命令 commands", metavar="")

    def add(name: str, verb: Verb, help_: str) -> ArgumentParser:
        added: ArgumentParser = verbs.add_parser(name, help=help_, description=help_)
        added.set_defaults(verb=verb)
        return added

    _add_running(add)
    _add_looking_after(add)
    _add_single_systems(add)
    return parser


def _add_running(add: Add) -> None:
    start = add("up", _up, "启动全部（前台）start everything")
    start.add_argument("-d", "--detach", action="store_true", help="在后台运行 in the background")
    start.add_argument("--prepare", action="store_true", help="只做准备 prepare only, then stop")
    add("down", _down, "全部停止 stop everything")
    status = add("status", _status, "各进程的状态和内存 state and memory of each process")
    status.add_argument("--json", action="store_true")
    logs = add("logs", _logs, "查看日志 read the logs")
    logs.add_argument("process", nargs="?", default="", help="进程名 a process; default all")
    logs.add_argument("-f", "--follow", action="store_true", help="持续显示 go on")
    logs.add_argument("-n", "--lines", type=int, default=20)
    add("restart", _restart, "重启一个进程 restart one process").add_argument("process")


def _add_looking_after(add: Add) -> None:
    demo = add("demo", _demo, "演示数据：reset 清空后重新装入 drop and reload the demo data")
    demo.add_argument("action", choices=["reset"])
    demo.add_argument("--yes", action="store_true", help="确认 confirm")
    keys = add("keys", _keys, "密钥：rotate 换用新的数据密钥 start using a new data key")
    keys.add_argument("action", choices=["make", "rotate"])
    add("check", _check, "检查这台机器能否启动 look for what keeps it from starting")
    parse = add(
        "parse", _parse, "解析政策文件（PDF、DOCX、HTML、TXT、扫描件）turn policy files into JSON"
    )
    parse.add_argument("files", nargs="+", metavar="FILE")
    parse.add_argument(
        "--json", metavar="DIR", help="写入这个文件夹 one file per document; default stdout"
    )
    formats = add(
        "formats",
        _formats,
        "把一份政策文件做成一图读懂、问答、PDF 等各种格式 give a file out in every format",
    )
    formats.add_argument("file", metavar="FILE")
    formats.add_argument("--to", metavar="DIR", default=".", help="写入这个文件夹 where to write")
    inspect = add(
        "inspect", _inspect, "按国办指标检查一个政府网站 measure any site against the indicators"
    )
    add_arguments(inspect)
    add("assets", _assets, "打包样式和脚本 bundle styles and scripts")


def _add_single_systems(add: Add) -> None:
    serving = add("serve", _serve, "只运行一个系统的页面进程 serve one system (production)")
    serving.add_argument("system")
    serving.add_argument("--port", type=int, required=True)
    serving.add_argument("--address", default="127.0.0.1")
    serving.add_argument("--workers", type=int, default=1)
    managing = add("manage", _manage, "运行一个系统的管理命令 run a system's management command")
    managing.add_argument("system")
    managing.add_argument("arguments", nargs="...")


def _up(places: Places, options: Namespace) -> None:
    if options.detach:
        up_detached(places)
    else:
        up(places, only_prepare=options.prepare)


def _down(places: Places, options: Namespace) -> None:
    down(places)
    say("已全部停止 everything has stopped")


def _status(places: Places, options: Namespace) -> None:
    show_status(places, as_json=options.json)


def _logs(places: Places, options: Namespace) -> None:
    follow_logs(places, process=options.process, lines=options.lines, goes_on=options.follow)


def _restart(places: Places, options: Namespace) -> None:
    answer = ask(places.control, do="restart", name=options.process)
    if "error" in answer:
        raise Trouble(f"没有名为 {options.process} 的进程。", f"No process {options.process}.")


def _demo(places: Places, options: Namespace) -> None:
    reset_demo(places, is_confirmed=options.yes)


def _keys(places: Places, options: Namespace) -> None:
    if options.action == "make":
        make_all_keys(places, load_manifests())
        return
    name = rotate_data_key(places.keys)
    say(f"新数据密钥 {name} 已启用，请重启平台；旧数据仍可读。The new data key is {name}: restart.")


def _check(places: Places, options: Namespace) -> None:
    check_machine(places)
    platform = find_platform(places)
    if not is_running(places):
        check_ports(platform.ports)
    say("没有发现问题 nothing stands in the way")


def _parse(places: Places, options: Namespace) -> int:
    return parse_files(options.files, into=options.json)


def _formats(places: Places, options: Namespace) -> int:
    return make_formats(options.file, into=options.to)


def _inspect(places: Places, options: Namespace) -> int:
    return inspect_site(options)


def _assets(places: Places, options: Namespace) -> None:
    places.make()
    stamps = Stamps(places.home / "stamps.json")
    was_built = build_assets(places.root, into=places.home / "assets", stamps=stamps)
    say("已打包 built" if was_built else "没有变化 unchanged")


def _serve(places: Places, options: Namespace) -> None:
    serve(options.system, port=options.port, address=options.address, workers=options.workers)


def _manage(places: Places, options: Namespace) -> None:
    os.environ.update(environment_beside(places, options.system))
    manage(options.system, *options.arguments)
