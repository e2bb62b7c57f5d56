"""Collects the shapes of the picture as SVG, and remembers which text lies in which card."""

from dataclasses import dataclass, field
from html import escape

from mingtang.content.typesetting.fonts import FAMILIES
from mingtang.content.typesetting.lines import Face
from mingtang.designsystem.drawings import shapes_of

INK, INK_2, INK_3 = "#15202c", "#3c4958", "#536070"
RED, RED_DARK, RED_TINT, RED_LINE = "#9b1b20", "#7a1318", "#fcf1f0", "#e5bbb9"
GOLD, GROUND, PAPER, LINE = "#f1d9a6", "#f5f1ec", "#ffffff", "#e6dfd7"


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    def holds(self, other: "Box") -> bool:
        return (
            other.x >= self.x - 0.5
            and other.y >= self.y - 0.5
            and other.x + other.width <= self.x + self.width + 0.5
            and other.y + other.height <= self.y + self.height + 0.5
        )


@dataclass
class Canvas:
    """Grows downwards. `texts` lets a test see that every word lies inside its card."""

    parts: list[str] = field(default_factory=list)
    texts: list[tuple[str, Box, Box]] = field(default_factory=list)

    def rect(self, box: Box, *, fill: str, radius: float = 0, stroke: str = "") -> None:
        edge = f' stroke="{stroke}"' if stroke else ""
        self.parts.append(
            f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}"'
            f' rx="{radius:g}" fill="{fill}"{edge}/>'
        )

    def line(
        self, *, x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 2
    ) -> None:
        self.parts.append(
            f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{colour}"'
            f' stroke-width="{width:g}"/>'
        )

    def circle(self, *, x: float, y: float, radius: float, fill: str, stroke: str = "") -> None:
        edge = f' stroke="{stroke}" stroke-width="2"' if stroke else ""
        self.parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{fill}"{edge}/>')

    def path(self, shape: str, *, fill: str, opacity: float = 1) -> None:
        self.parts.append(f'<path d="{shape}" fill="{fill}" fill-opacity="{opacity:g}"/>')

    def icon(self, name: str, *, x: float, y: float, size: float, colour: str) -> None:
        self.parts.append(
            f'<g transform="translate({x:g} {y:g}) scale({size / 24:g})" fill="none"'
            f' stroke="{colour}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">'
            f"{shapes_of(name)}</g>"
        )

    def words(
        self,
        text: str,
        *,
        x: float,
        y: float,
        face: Face,
        within: Box,
        colour: str = INK,
        anchor: str = "start",
    ) -> None:
        """One line whose top is at y; the baseline lies where the font's own does."""
        baseline = y + face.line_height / 2 + face.size * 0.36
        weight = ' font-weight="700"' if face.is_bold else ""
        at = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.parts.append(
            f'<text x="{x:g}" y="{baseline:g}" font-family="{FAMILIES[face.family]}"'
            f' font-size="{face.size:g}"{weight}{at} fill="{colour}">{escape(text)}</text>'
        )
        width = face.width(text)
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        self.texts.append((text, Box(left, y, width, face.line_height), within))

    def block(
        self,
        lines: list[str],
        *,
        x: float,
        y: float,
        face: Face,
        within: Box,
        colour: str = INK,
        anchor: str = "start",
    ) -> float:
        """Lines below each other; returns where they end."""
        for line in lines:
            self.words(line, x=x, y=y, face=face, within=within, colour=colour, anchor=anchor)
            y += face.line_height
        return y

    def as_svg(self, *, width: float, height: float, title: str, description: str) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}"'
            f' viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="t d" lang="zh-CN">'
            f'<title id="t">{escape(title)}</title><desc id="d">{escape(description)}</desc>'
            + "".join(self.parts)
            + "</svg>"
        )
