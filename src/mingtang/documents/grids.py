"""Ruled tables: from ruling lines to cells, and from the pieces on several pages to one table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Box = tuple[float, float, float, float]
"""left, bottom, right, top"""

_SNAP = 3.0


@dataclass(frozen=True)
class Rule:
    """A ruling line: at `at`, from `start` to `end` along the other axis."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        return self.start - _SNAP <= place <= self.end + _SNAP


@dataclass(kw_only=True)
class Grid:
    box: Box
    rows: list[list[Box]] = field(default_factory=list)
    """From top to bottom; a cell that spans columns or rows is one box in its first row."""
    is_cut: bool = False
    """Its last row has no ruled foot: the page broke inside it."""


def rules_of(boxes: Sequence[Box], *, thickest: float = 3.0) -> tuple[list[Rule], list[Rule]]:
    """Sort drawn boxes into horizontal and vertical rules; an outlined box gives its four sides."""
    across: list[Rule] = []
    down: list[Rule] = []
    for left, bottom, right, top in boxes:
        width, height = right - left, top - bottom
        if height <= thickest and width > 8:
            across.append(Rule((bottom + top) / 2, left, right))
        elif width <= thickest and height > 8:
            down.append(Rule((left + right) / 2, bottom, top))
    return _merged(across), _merged(down)


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.at / _SNAP), r.start)):
        last = merged[-1] if merged else None
        if last and abs(last.at - rule.at) <= _SNAP and rule.start <= last.end + _SNAP:
            merged[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            merged.append(rule)
    return merged


def grids_of(across: Sequence[Rule], down: Sequence[Rule]) -> list[Grid]:
    """Tables are where at least two rules run across and two run down between them."""
    grids = [_grid(across, group) for group in _groups(across, down)]
    return [grid for grid in grids if grid and sum(len(row) for row in grid.rows) >= 2]


def _groups(across: Sequence[Rule], down: Sequence[Rule]) -> list[list[Rule]]:
    """Vertical rules that overlap, directly or through a shared horizontal rule, are one table."""
    spans: list[tuple[float, float, list[Rule]]] = []
    for rule in sorted(down, key=lambda r: -r.end):
        if spans and rule.end >= spans[-1][0] - _SNAP:
            low, high, group = spans[-1]
            spans[-1] = (min(low, rule.start), high, [*group, rule])
        else:
            spans.append((rule.start, rule.end, [rule]))
    return [group for _, _, group in spans if len({round(r.at / _SNAP) for r in group}) >= 2]


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    bottom, top = min(r.start for r in down), max(r.end for r in down)
    left, right = min(r.at for r in down), max(r.at for r in down)
    inside = [
        r
        for r in across
        if bottom - _SNAP <= r.at <= top + _SNAP
        and r.end > left + _SNAP
        and r.start < right - _SNAP
    ]
    # Where the page breaks inside a row, its foot or head is not ruled.
    heights = _places([*(r.at for r in inside), bottom, top])
    if len(heights) < 2:
        return None
    is_cut = min(r.at for r in inside) > bottom + _SNAP if inside else False
    grid = Grid(box=(left, heights[0], right, heights[-1]), is_cut=is_cut)
    bands = list(zip(heights[-2::-1], heights[:0:-1], strict=True))
    for index in range(len(bands)):
        grid.rows.append(_cells(bands, index, inside=inside, down=down))
    grid.rows = [row for row in grid.rows if row]
    return grid


def _cells(
    bands: Sequence[tuple[float, float]],
    index: int,
    *,
    inside: Sequence[Rule],
    down: Sequence[Rule],
) -> list[Box]:
    low, high = bands[index]
    middle = (low + high) / 2
    places = _places([r.at for r in down if r.covers(middle) and r.start < middle < r.end])
    cells: list[Box] = []
    for left, right in pairwise(places):
        centre = (left + right) / 2
        if index and not _is_ruled(inside, at=high, over=centre):
            continue  # the cell began in a row above
        foot = low
        for below_low, _ in bands[index + 1 :]:
            if _is_ruled(inside, at=foot, over=centre):
                break
            foot = below_low
        cells.append((left, foot, right, high))
    return cells


def _is_ruled(rules: Sequence[Rule], *, at: float, over: float) -> bool:
    return any(abs(r.at - at) <= _SNAP and r.start <= over <= r.end for r in rules)


def _places(values: Sequence[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _SNAP:
            places.append(value)
    return places
