"""`mingtang formats`: one policy file given out in every format, without a server."""

from collections.abc import Mapping
from pathlib import Path

from mingtang.kernel.errors import Refusal
from mingtang.supervisor.console import complain, say
from mingtang.supervisor.trouble import FolderNotWritable, PackageMissing

ALL_MADE, SOME_NOT_MADE, NOT_READ, SECRET = 0, 1, 2, 3
_SECRET_STATUS = 403


def make_formats(file: str, *, into: str) -> int:
    """The exit code tells whether all were made, some not, the file not read, or marked secret."""
    try:
        from mingtang.content.formats.filed import source_of_file  # noqa: PLC0415
        from mingtang.content.formats.making import make_all  # noqa: PLC0415
        from mingtang.content.parsing.parsing import parse_file  # noqa: PLC0415
    except ImportError as error:
        raise PackageMissing(str(error.name)) from error
    path = Path(file)
    try:
        document, policy = parse_file(path)
    except Refusal as refusal:
        complain(f"✗ {path.name}：{refusal}")
        return SECRET if refusal.status == _SECRET_STATUS else NOT_READ
    for warning in policy.warnings:
        say(f"  ! {warning}")
    made = make_all(source_of_file(document, policy))
    _write(made.contents, stem=path.stem, folder=Path(into))
    for key, reason in made.failures.items():
        complain(f"✗ {key}：{reason}")
    return SOME_NOT_MADE if made.failures else ALL_MADE


def _write(contents: Mapping[str, bytes], *, stem: str, folder: Path) -> None:
    """What the site shows inside a page is written as the data the page is made from."""
    from mingtang.content.formats.kinds import KINDS, file_name  # noqa: PLC0415

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for key, content in contents.items():
            name = file_name(key, slug=stem)
            if KINDS[key].is_page:
                name = f"{stem}-{Path(name).stem}.json"
            (folder / name).write_bytes(content)
            say(f"✓ {KINDS[key].label}：{folder / name}")
    except OSError as error:
        raise FolderNotWritable(str(folder)) from error
