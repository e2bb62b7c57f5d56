"""The head of the picture: the title in white on red, and the sentence the article sums itself up with."""

from mingtang.content.drawing.canvas import GOLD, INK, PAPER, RED, RED_DARK, Box, Canvas
from mingtang.content.sources.source import Source
from mingtang.content.telling.gist import Gist
from mingtang.content.typesetting.fonts import SERIF
from mingtang.content.typesetting.lines import Face, balanced, fitted, lines_of

_WIDTH, _SIDE, _PAD = 750.0, 40.0, 32.0
_SMALL = Face(size=24, is_bold=True)
_UNDER = Face(size=24)
_LEAD = Face(size=29, leading=1.65)
_TITLES = tuple(
    Face(size=size, family=SERIF, is_bold=True, leading=1.38) for size in (52, 46, 41, 36)
)
_MOST_TITLE_LINES = 4


def draw_head(canvas: Canvas, source: Source, gist: Gist, *, site: str) -> float:
    width = _WIDTH - 2 * _SIDE
    title, face = _title(source.title, width=width)
    under = fitted(_under(source), face=_UNDER, width=width, most=2) if _under(source) else []
    lead = lines_of(gist.summary, face=_LEAD, width=width - 2 * _PAD) if gist.summary else []
    top = 56.0
    title_top = top + 76
    under_top = title_top + len(title) * face.line_height + 16
    red_end = under_top + len(under) * _UNDER.line_height + (96 if lead else 52)
    box = Box(0, 0, _WIDTH, red_end)
    canvas.rect(box, fill=RED)
    _draw_hall(canvas, base=red_end)
    _draw_row(canvas, site=site, y=top, within=box)
    canvas.block(title, x=_SIDE, y=title_top, face=face, within=box, colour="#ffffff")
    canvas.block(under, x=_SIDE, y=under_top, face=_UNDER, within=box, colour=GOLD)
    if not lead:
        return red_end + 32
    return _draw_lead(canvas, lead, y=red_end - 60, width=width)


def _title(text: str, *, width: float) -> tuple[list[str], Face]:
    """The largest size in which the title takes few lines; a very long one is small and may go on."""
    for face in _TITLES:
        lines = lines_of(text, face=face, width=width, keeps_words=True)
        if len(lines) <= _MOST_TITLE_LINES - (face.size > 46):
            return balanced(text, face=face, width=width), face
    return lines_of(text, face=_TITLES[-1], width=width), _TITLES[-1]


def _under(source: Source) -> str:
    return "　".join(part for part in (source.doc_number, source.signer) if part)


def _draw_row(canvas: Canvas, *, site: str, y: float, within: Box) -> None:
    label = "一图读懂"
    pill = Box(_SIDE, y, _SMALL.width(label) + 44, 46)
    canvas.rect(pill, fill=GOLD, radius=23)
    canvas.words(
        label,
        x=_SIDE + pill.width / 2,
        y=y + 4,
        face=_SMALL,
        within=pill,
        colour=RED_DARK,
        anchor="middle",
    )
    if site:
        room = _WIDTH - 2 * _SIDE - pill.width - 24
        shown = fitted(site, face=_UNDER, width=room, most=1)[0]
        canvas.words(
            shown, x=_WIDTH - _SIDE, y=y + 4, face=_UNDER, within=within, colour=GOLD, anchor="end"
        )


def _draw_hall(canvas: Canvas, *, base: float) -> None:
    """The eaves of a hall, barely lighter than the ground."""
    x = _WIDTH - 190
    for step, (reach, height) in enumerate(((260, 64), (190, 58), (120, 52))):
        y = base - 40 - step * 92
        canvas.path(
            f"M{x - reach} {y}Q{x - reach / 2} {y - 8} {x} {y - height}"
            f"Q{x + reach / 2} {y - 8} {x + reach} {y}Q{x} {y - 22} {x - reach} {y}Z",
            fill="#ffffff",
            opacity=0.07,
        )
        canvas.path(
            f"M{x - reach * 0.62} {y - 10}h{reach * 1.24}v50h{-reach * 1.24}Z",
            fill="#ffffff",
            opacity=0.035,
        )


def _draw_lead(canvas: Canvas, lead: list[str], *, y: float, width: float) -> float:
    box = Box(_SIDE, y, width, len(lead) * _LEAD.line_height + 2 * 26)
    canvas.rect(box, fill=PAPER, radius=18)
    canvas.rect(Box(box.x + 14, box.y + 34, 6, box.height - 68), fill=RED, radius=3)
    canvas.block(lead, x=_SIDE + _PAD, y=y + 26, face=_LEAD, within=box, colour=INK)
    return y + box.height + 28
