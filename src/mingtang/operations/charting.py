"""Small charts drawn on the server: shapes only; the words stand beside them in HTML."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 600, 120
_LEAST_TOP = 4


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    top: float
    #: Points of a line as SVG writes them, one string for each series.
    lines: Sequence[str]
    first: str
    last: str


def line_chart(series: Sequence[Sequence[float]], *, first: str, last: str) -> Chart:
    """Draw series of equal length over one scale that begins at nought."""
    top = max([_LEAST_TOP, *(value for values in series for value in values)])
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        top=top,
        lines=[_points(values, top) for values in series],
        first=first,
        last=last,
    )


def _points(values: Sequence[float], top: float) -> str:
    step = WIDTH / max(len(values) - 1, 1)
    return " ".join(
        f"{number * step:.1f},{HEIGHT - value / top * HEIGHT:.1f}"
        for number, value in enumerate(values)
    )
