"""The icons: lines on a grid of 24 by 24, drawn for this project, one file each in icons/."""

import re
from functools import cache
from pathlib import Path

#: Shown where an operator's file names an icon that nobody has drawn.
UNKNOWN = "file"

_FOLDER = Path(__file__).parent / "icons"
_SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def names() -> list[str]:
    return sorted(path.stem for path in _FOLDER.glob("*.svg"))


@cache
def shapes_of(name: str) -> str:
    """Return the shapes inside the drawing."""
    path = _FOLDER / f"{name if name in names() else UNKNOWN}.svg"
    found = _SHAPES.search(path.read_text())
    return "".join(line.strip() for line in found.group(1).splitlines()) if found else ""
