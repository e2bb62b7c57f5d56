"""`mingtang parse`: policy files to structured JSON, without a server; a file that fails does not stop the rest."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from mingtang.kernel.errors import Refusal
from mingtang.supervisor.console import complain, say
from mingtang.supervisor.trouble import FolderNotWritable, PackageMissing

ALL_READ, SOME_NOT_READ, SECRET_AMONG_THEM = 0, 1, 3
_SECRET = 403

Parse = Callable[[Path], dict[str, Any]]


def parse_files(files: Sequence[str], *, into: str | None) -> int:
    """The exit code tells whether all were read, some not, or one was marked secret."""
    parse = _parser()
    paths = [Path(file) for file in files]
    folder = _folder(into) if into else None
    names = _names(paths)
    codes = [
        _parse_one(path, parse=parse, target=folder / names[path] if folder else None)
        for path in paths
    ]
    return max(codes, default=ALL_READ)


def _parser() -> Parse:
    """The readers are loaded only here: other verbs start without them."""
    try:
        from mingtang.content.parsing.as_json import as_plain  # noqa: PLC0415
        from mingtang.content.parsing.parsing import parse_file  # noqa: PLC0415
    except ImportError as error:
        raise PackageMissing(str(error.name)) from error

    def parse(path: Path) -> dict[str, Any]:
        document, policy = parse_file(path)
        return as_plain(document, policy, file=path.name)

    return parse


def _folder(name: str) -> Path:
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderNotWritable(name) from error
    return folder


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """`a.pdf` becomes `a.json`; beside an `a.docx` both keep their ending."""
    times = Counter(path.stem for path in set(paths))
    return {path: f"{path.stem if times[path.stem] == 1 else path.name}.json" for path in paths}


def _parse_one(path: Path, *, parse: Parse, target: Path | None) -> int:
    try:
        plain = parse(path)
    except Refusal as refusal:
        complain(f"✗ {path.name}：{refusal}")
        return SECRET_AMONG_THEM if refusal.status == _SECRET else SOME_NOT_READ
    except Exception as error:
        complain(f"✗ {path.name}：读取时出了意外（{type(error).__name__}），请把文件交给开发者。")
        return SOME_NOT_READ
    if target is None:
        say(json.dumps(plain, ensure_ascii=False))
        return ALL_READ
    return _write(plain, path=path, target=target)


def _write(plain: dict[str, Any], *, path: Path, target: Path) -> int:
    try:
        target.write_text(json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        raise FolderNotWritable(str(target.parent)) from error
    except UnicodeError:
        target.unlink(missing_ok=True)
        complain(f"✗ {path.name}：文字编码异常，没有写出，请把文件交给开发者。")
        return SOME_NOT_READ
    title = plain["title"][0]["text"] if plain["title"] else "（没有标题）"
    say(f"✓ {path.name}：{title}")
    for warning in plain["warnings"]:
        say(f"  ! {warning}")
    return ALL_READ
