"""Draws docs/architecture.md's map from the manifests; `--check` only says whether it is true."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from mingtang.kernel.system import System, load_manifests  # noqa: E402  the path comes first

PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- drawn from the manifests: begin -->", "<!-- drawn from the manifests: end -->"


def drawing(systems: tuple[System, ...]) -> str:
    """Return the map: who is where, what is announced and who reacts, who calls whom."""
    return "\n\n".join(
        [BEGIN, _places(systems), _diagram(systems), _events(systems), _calls(systems), END]
    )


def _places(systems: tuple[System, ...]) -> str:
    rows = [
        f"| `{s.name}` | {s.title} | {s.purpose} | "
        f"{'、'.join(f'`{r.path}`' for r in s.routes) or '–'} |"
        for s in systems
    ]
    return "\n".join(
        ["| system | 名称 | purpose | addresses |", "| --- | --- | --- | --- |", *rows]
    )


def _diagram(systems: tuple[System, ...]) -> str:
    arrows = [
        f"    {s.name} -. {event.topic.split('.')[1]} .-> {other.name}"
        for s in systems
        for event in s.announces
        for other in systems
        if event in other.reacts_to
    ]
    calls = [f"    {s.name} == asks ==> {call.system}" for s in systems for call in s.calls]
    return "\n".join(["```mermaid", "flowchart LR", *calls, *arrows, "```"])


def _events(systems: tuple[System, ...]) -> str:
    rows = [
        f"| `{event.topic}` | {s.name} | "
        f"{', '.join(o.name for o in systems if event in o.reacts_to) or '–'} |"
        for s in systems
        for event in s.announces
    ]
    return "\n".join(["| event | announced by | reacted to by |", "| --- | --- | --- |", *rows])


def _calls(systems: tuple[System, ...]) -> str:
    rows = [
        f"| {s.name} | {call.system} | {call.operation} | {call.when_down} |"
        for s in systems
        for call in s.calls
    ]
    head = ["| who asks | whom | what | when there is no answer |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows])


def redrawn(text: str) -> str:
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return before + drawing(load_manifests()) + after


def main() -> int:
    text = PAGE.read_text()
    fresh = redrawn(text)
    if "--check" in sys.argv:
        return int(text != fresh)
    PAGE.write_text(fresh)
    return 0


if __name__ == "__main__":
    sys.exit(main())
