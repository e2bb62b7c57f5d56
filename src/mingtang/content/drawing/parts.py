"""The parts of the picture below its head. Each draws at `y` and returns where the next one begins."""

from collections.abc import Sequence

from mingtang.content.drawing.canvas import (
    GOLD,
    INK,
    INK_2,
    INK_3,
    LINE,
    PAPER,
    RED,
    RED_DARK,
    RED_LINE,
    RED_TINT,
    Box,
    Canvas,
)
from mingtang.content.sources.source import Imprint, Source, Table
from mingtang.content.telling.figures import Figure
from mingtang.content.telling.gist import Card, Step
from mingtang.content.typesetting.fonts import SERIF
from mingtang.content.typesetting.lines import Face, fitted, lines_of

WIDTH, SIDE, PAD, GAP = 750.0, 40.0, 32.0, 28.0
INNER = WIDTH - 2 * SIDE
HEADING = Face(size=34, family=SERIF, is_bold=True)
TEXT = Face(size=27, leading=1.62)
STRONG = Face(size=27, is_bold=True)
NOTE = Face(size=22)
CELL, CELL_HEAD = Face(size=25, leading=1.45), Face(size=24, is_bold=True, leading=1.45)
UNIT = Face(size=26, is_bold=True)
CAPTION = Face(size=24, leading=1.5)
MORE = "更多内容见网页全文"


def _frame(
    canvas: Canvas, heading: str, icon: str, *, y: float, height: float
) -> tuple[Box, float]:
    """A white card with its heading; returns the card and where its content begins."""
    box = Box(SIDE, y, INNER, height)
    canvas.rect(box, fill=PAPER, radius=18)
    canvas.rect(Box(SIDE + PAD, y + 30, 52, 52), fill=RED, radius=14)
    canvas.icon(icon, x=SIDE + PAD + 11, y=y + 41, size=30, colour="#ffffff")
    canvas.words(
        heading,
        x=SIDE + PAD + 70,
        y=y + 56 - HEADING.line_height / 2,
        face=HEADING,
        within=box,
        colour=RED_DARK,
    )
    return box, y + 104


def draw_card(canvas: Canvas, card: Card, *, y: float) -> float:
    room = INNER - 2 * PAD - 30
    items = [lines_of(item, face=TEXT, width=room) for item in card.items]
    height = 104 + sum(len(lines) * TEXT.line_height + 14 for lines in items) + 18
    height += NOTE.line_height + 8 if card.is_cut else 0
    box, inner = _frame(canvas, card.heading, card.icon, y=y, height=height)
    for lines in items:
        canvas.circle(x=SIDE + PAD + 8, y=inner + TEXT.line_height / 2, radius=5, fill=RED)
        inner = canvas.block(lines, x=SIDE + PAD + 30, y=inner, face=TEXT, within=box) + 14
    if card.is_cut:
        canvas.words(MORE, x=SIDE + PAD + 30, y=inner, face=NOTE, within=box, colour=INK_3)
    return y + height + GAP


def draw_figures(canvas: Canvas, figures: Sequence[Figure], *, y: float) -> float:
    """Two in a row; an odd one out takes the whole row."""
    rest = list(figures)
    while rest:
        count = 1 if len(rest) % 2 else 2
        y = _draw_row(canvas, rest[:count], y=y)
        rest = rest[count:]
    return y + GAP - 20


def _draw_row(canvas: Canvas, figures: Sequence[Figure], *, y: float) -> float:
    width = (INNER - 20 * (len(figures) - 1)) / len(figures)
    captions = [lines_of(f.clause, face=CAPTION, width=width - 56) for f in figures]
    height = 128 + max(len(lines) for lines in captions) * CAPTION.line_height + 22
    for column, (figure, caption) in enumerate(zip(figures, captions, strict=True)):
        box = Box(SIDE + column * (width + 20), y, width, height)
        canvas.rect(box, fill=RED_TINT, radius=18, stroke=RED_LINE)
        canvas.icon(figure.icon, x=box.x + box.width - 74, y=y + 28, size=44, colour="#cf8f8c")
        face = _number_face(figure, width=width - 28 - 90)
        canvas.words(
            figure.number,
            x=box.x + 28,
            y=y + 66 - face.line_height / 2,
            face=face,
            within=box,
            colour=RED,
        )
        at = box.x + 28 + face.width(figure.number) + 8
        canvas.words(
            figure.unit,
            x=at,
            y=y + 66 + face.size * 0.36 - UNIT.line_height / 2 - UNIT.size * 0.36,
            face=UNIT,
            within=box,
            colour=RED,
        )
        canvas.block(caption, x=box.x + 28, y=y + 122, face=CAPTION, within=box, colour=INK_2)
    return y + height + 20


def _number_face(figure: Figure, *, width: float) -> Face:
    """As large as the box allows beside its unit and its icon."""
    for size in (76, 66, 56, 46, 38):
        face = Face(size=size, is_bold=True, leading=1.2)
        if face.width(figure.number) + 8 + UNIT.width(figure.unit) <= width:
            return face
    return Face(size=28, is_bold=True, leading=1.2)


def draw_steps(canvas: Canvas, steps: Sequence[Step], *, is_cut: bool, y: float) -> float:
    room = INNER - 2 * PAD - 76
    laid = [(step.title, lines_of(step.text, face=TEXT, width=room)) for step in steps]
    heights = [
        len(lines) * TEXT.line_height + (STRONG.line_height if title else 0) + 24
        for title, lines in laid
    ]
    heights = [max(height, 76) for height in heights]
    height = 108 + sum(heights) + 8 + (NOTE.line_height + 8 if is_cut else 0)
    box, inner = _frame(canvas, "怎么办", "list", y=y, height=height)
    x = SIDE + PAD + 24
    for number, ((title, lines), tall) in enumerate(zip(laid, heights, strict=True), start=1):
        if number < len(laid):
            canvas.line(x1=x, y1=inner + 24, x2=x, y2=inner + tall + 24, colour=RED_LINE, width=3)
        canvas.circle(x=x, y=inner + 23, radius=23, fill=RED)
        digit = Face(size=25, is_bold=True)
        canvas.words(
            str(number),
            x=x,
            y=inner + 23 - digit.line_height / 2,
            face=digit,
            within=box,
            colour="#ffffff",
            anchor="middle",
        )
        top = inner
        if title:
            canvas.words(title, x=x + 52, y=top, face=STRONG, within=box, colour=RED_DARK)
            top += STRONG.line_height
        canvas.block(lines, x=x + 52, y=top, face=TEXT, within=box)
        inner += tall
    if is_cut:
        canvas.words(MORE, x=x + 52, y=inner, face=NOTE, within=box, colour=INK_3)
    return y + height + GAP


def draw_table(canvas: Canvas, table: Table, *, y: float) -> float:
    widths = _column_widths(table)
    head = [
        lines_of(cell, face=CELL_HEAD, width=w - 24)
        for cell, w in zip(table.heads, widths, strict=True)
    ]
    rows = [
        [lines_of(cell, face=CELL, width=w - 24) for cell, w in zip(row, widths, strict=True)]
        for row in table.rows
    ]
    head_height = max(map(len, head)) * CELL_HEAD.line_height + 24
    tall = [max(1, *map(len, row)) * CELL.line_height + 22 for row in rows]
    height = 104 + head_height + sum(tall) + 36
    heading = fitted(table.caption or "对照表", face=HEADING, width=INNER - 2 * PAD - 70, most=1)[0]
    box, inner = _frame(canvas, heading, "chart", y=y, height=height)
    canvas.rect(Box(SIDE + PAD, inner, INNER - 2 * PAD, head_height), fill=RED_TINT, radius=10)
    _draw_cells(canvas, head, widths, y=inner + 12, face=CELL_HEAD, within=box, colour=RED_DARK)
    inner += head_height
    for cells, row_height in zip(rows, tall, strict=True):
        _draw_cells(canvas, cells, widths, y=inner + 11, face=CELL, within=box, colour=INK)
        inner += row_height
        canvas.line(
            x1=SIDE + PAD, y1=inner, x2=SIDE + INNER - PAD, y2=inner, colour=LINE, width=1.5
        )
    return y + height + GAP


def _draw_cells(
    canvas: Canvas,
    cells: Sequence[list[str]],
    widths: Sequence[float],
    *,
    y: float,
    face: Face,
    within: Box,
    colour: str,
) -> None:
    x = SIDE + PAD
    for lines, width in zip(cells, widths, strict=True):
        column = Box(x, within.y, width, within.height)
        canvas.block(lines, x=x + 12, y=y, face=face, within=column, colour=colour)
        x += width


def _column_widths(table: Table) -> list[float]:
    """Narrow columns get what they need; the wide ones share what is left."""
    columns = list(zip(table.heads, *table.rows, strict=True))
    needs = [max(CELL_HEAD.width(cell) for cell in column) + 28 for column in columns]
    room, waiting = INNER - 2 * PAD, set(range(len(needs)))
    widths = [0.0] * len(needs)
    while waiting:
        share = room / len(waiting)
        modest = {index for index in waiting if needs[index] <= share} or set(waiting)
        for index in modest:
            widths[index] = min(needs[index], share)
        room -= sum(widths[index] for index in modest)
        waiting -= modest
    spare = max(0.0, room) / len(widths)
    return [width + spare for width in widths]


def draw_days(canvas: Canvas, days: Sequence[tuple[str, str]], *, y: float) -> float:
    box, inner = _frame(canvas, "什么时候", "calendar", y=y, height=236)
    room = (INNER - 2 * PAD) / len(days)
    middle = inner + 18
    first, last = SIDE + PAD + room / 2, SIDE + INNER - PAD - room / 2
    canvas.line(x1=first, y1=middle, x2=last, y2=middle, colour=RED_LINE, width=3)
    day_face = next(
        (
            f
            for f in (STRONG, Face(size=24, is_bold=True), Face(size=21, is_bold=True))
            if all(f.width(d) <= room - 8 for _, d in days)
        ),
        Face(size=19, is_bold=True),
    )
    for index, (name, day) in enumerate(days):
        x = first + index * room
        canvas.circle(x=x, y=middle, radius=10, fill=PAPER, stroke=RED)
        canvas.circle(x=x, y=middle, radius=5, fill=RED)
        canvas.words(
            day, x=x, y=middle + 18, face=day_face, within=box, colour=INK, anchor="middle"
        )
        canvas.words(name, x=x, y=middle + 58, face=NOTE, within=box, colour=INK_3, anchor="middle")
    return y + 236 + GAP


def draw_foot(canvas: Canvas, source: Source, imprint: Imprint, *, y: float) -> float:
    """Where it comes from. Returns the height of the whole picture."""
    number = f"（{source.doc_number}）" if source.doc_number else ""
    said = [f"依据：《{source.title}》{number}"]
    said += [f"发布：{source.signer}"] if source.signer else []
    said += [f"全文：{imprint.address}"] if imprint.address else []
    said.append("图中文字都摘自原文，以原文为准。")
    lines = [line for part in said for line in lines_of(part, face=NOTE, width=INNER)]
    height = y + 12 + len(lines) * NOTE.line_height + 44
    box = Box(0, y + 12, WIDTH, height - y - 12)
    canvas.rect(box, fill=RED_DARK)
    canvas.block(
        lines, x=SIDE, y=y + 36, face=NOTE, within=Box(SIDE, box.y, INNER, box.height), colour=GOLD
    )
    return height
