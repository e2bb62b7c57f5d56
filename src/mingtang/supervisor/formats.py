"""`mingtang formats`: one policy file given out in every format, without a server."""

import json
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
        from mingtang.content.formats.making import make_all  # noqa: PLC0415
        from mingtang.content.parsing.parsing import parse_file  # noqa: PLC0415
        from mingtang.content.sources.filed import source_of_file  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise PackageMissing(getattr(error, "name", None) or "weasyprint") from error
    path = Path(file)
    try:
        document, policy = parse_file(path)
    except Refusal as refusal:
        complain(f"✗ {path.name}：{refusal}")
        return SECRET if refusal.status == _SECRET_STATUS else NOT_READ
    for warning in policy.warnings:
        say(f"  ! {warning}")
    source = source_of_file(document, policy)
    made = make_all(source)
    _write(made.contents, title=source.title, stem=path.stem, folder=Path(into))
    for key, reason in made.failures.items():
        complain(f"✗ {key}：{reason}")
    return SOME_NOT_MADE if made.failures else ALL_MADE


def _write(contents: Mapping[str, bytes], *, title: str, stem: str, folder: Path) -> None:
    """What the site shows inside a page of its own is written as Markdown."""
    from mingtang.content.printing.pages import as_markdown  # noqa: PLC0415
    from mingtang.content.sources.kinds import KINDS, file_name  # noqa: PLC0415

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for key, content in contents.items():
            name = file_name(key, slug=stem)
            if KINDS[key].is_page:
                name = f"{stem}-{Path(name).stem}.md"
                content = as_markdown(key, title, json.loads(content)).encode()
            (folder / name).write_bytes(content)
            say(f"✓ {KINDS[key].label}：{folder / name}")
    except OSError as error:
        raise FolderNotWritable(str(folder)) from error
