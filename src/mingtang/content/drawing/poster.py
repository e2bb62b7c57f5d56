"""Composes the picture: a red head, figures, cards, steps, days, a foot; every card as tall as its words."""

from dataclasses import dataclass

from mingtang.content.drawing import parts
from mingtang.content.drawing.canvas import GROUND, Box, Canvas
from mingtang.content.drawing.head import draw_head
from mingtang.content.sources.source import Imprint, Source
from mingtang.content.telling.gist import Gist

WIDTH = 750.0
FIRST = frozenset(["scope", "subsidy"])
"""Cards that come before the steps: whether it is about me, and what I get."""


@dataclass(frozen=True)
class Poster:
    svg: str
    width: float
    height: float
    canvas: Canvas


def draw_poster(source: Source, gist: Gist, *, imprint: Imprint) -> Poster:
    canvas = Canvas()
    y = draw_head(canvas, source, gist, site=imprint.site)
    if gist.figures:
        y = parts.draw_figures(canvas, gist.figures, y=y)
    for card in (card for card in gist.cards if card.key in FIRST):
        y = parts.draw_card(canvas, card, y=y)
    if gist.table:
        y = parts.draw_table(canvas, gist.table, y=y)
    if gist.steps:
        y = parts.draw_steps(canvas, gist.steps, is_cut=gist.steps_are_cut, y=y)
    for card in (card for card in gist.cards if card.key not in FIRST):
        y = parts.draw_card(canvas, card, y=y)
    if len(gist.days) > 1:
        y = parts.draw_days(canvas, gist.days, y=y)
    height = parts.draw_foot(canvas, source, imprint, y=y)
    ground = Canvas()
    ground.rect(Box(0, 0, WIDTH, height), fill=GROUND)
    canvas.parts.insert(0, ground.parts[0])
    svg = canvas.as_svg(
        width=WIDTH,
        height=height,
        title=f"一图读懂：{source.title}",
        description="图中的文字在网页上图的下面逐条列出。",
    )
    return Poster(svg=svg, width=WIDTH, height=height, canvas=canvas)
