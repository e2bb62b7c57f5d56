import re
from pathlib import Path

import mingtang.designsystem
from mingtang.content import cms

_VALUE = re.compile(r"(--c-[\w-]+):\s*(#\w+);")


def values(file: Path) -> dict[str, str]:
    """Return the first value of every colour: those that follow belong to other modes."""
    found: dict[str, str] = {}
    for name, value in _VALUE.findall(file.read_text(encoding="utf-8")):
        found.setdefault(name, value)
    return found


def test_the_cms_wears_the_colours_of_the_house():
    house = values(Path(mingtang.designsystem.__file__).parent / "assets/css/tokens.css")
    worn = values(Path(cms.__file__).parent / "static/content_cms/cms.css")

    assert worn.items() <= house.items()
