"""Recognising the text of scanned pages with a local engine (rapidocr, its models are in its wheel).

The engine is heavy and optional: without it a scan is refused with a sentence, everything else is read.
"""

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2 as pdfium

from mingtang.documents.errors import RecognitionNotInstalled
from mingtang.documents.lines import Line

DOTS_PER_INCH = 150
_POINTS = 72 / DOTS_PER_INCH


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of text the engine saw; places in points from the upper left corner."""

    text: str
    left: float
    right: float
    middle: float
    height: float
    slope: float
    confidence: float


def recognise(page: pdfium.PdfPage, *, number: int) -> list[Line]:
    engine = _engine()
    picture = _without_seal(page, number=number)
    result = engine(picture, use_cls=False)
    if result.boxes is None:
        return []
    found = [
        _found(box, text=text, score=float(score))
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        if text.strip()
    ]
    return _lines(found, number=number)


def recognise_picture(content: bytes) -> str:
    """Return the text in a picture of any size, a line for each piece found."""
    result = _engine()(content, use_cls=False)
    return "\n".join(_tidy(text) for text in result.txts or () if text.strip())


@cache
def _engine() -> Any:
    with _quietly():
        try:
            from rapidocr import RapidOCR  # noqa: PLC0415  optional and slow to load
        except ImportError as error:
            raise RecognitionNotInstalled from error
        return RapidOCR(
            params={
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Det.limit_side_len": 960,
                "Det.limit_type": "max",
                "Global.log_level": "error",
            }
        )


@contextmanager
def _quietly() -> Iterator[None]:
    import warnings  # noqa: PLC0415  only around a library that warns on import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _without_seal(page: pdfium.PdfPage, *, number: int) -> Any:
    """The page as grey levels in which red ink is paper, except for the red head of page one.

    Seals lie across the signature and the date; in the red channel they all but vanish.
    """
    import numpy  # noqa: PLC0415  comes with the optional engine

    colours = numpy.asarray(page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB"))
    grey = colours.min(axis=2)
    from_row = int(colours.shape[0] * 0.4) if number == 1 else 0
    reds = colours[:, :, 0]
    is_red = (reds.astype(int) - colours[:, :, 1] > 60) & (reds > 140)
    is_red[:from_row] = False
    grey = numpy.where(is_red, numpy.maximum(reds, 235), grey)
    return numpy.repeat(grey[:, :, None].astype(numpy.uint8), 3, axis=2)


def _found(box: Any, *, text: str, score: float) -> Found:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = ((float(x), float(y)) for x, y in box)
    return Found(
        text=_tidy(text),
        left=min(x0, x3) * _POINTS,
        right=max(x1, x2) * _POINTS,
        middle=(y0 + y1 + y2 + y3) / 4 * _POINTS,
        height=(math.dist((x0, y0), (x3, y3)) + math.dist((x1, y1), (x2, y2))) / 2 * _POINTS,
        slope=(y1 - y0) / (x1 - x0) if x1 - x0 > 40 else 0.0,
        confidence=score,
    )


_PAIRS = str.maketrans({"(": "（", ")": "）", ":": "：", ";": "；", "?": "？", "!": "！"})
_CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’"


def _tidy(text: str) -> str:
    """Half-width punctuation among Chinese is the engine's doing, not the document's."""
    text = re.sub(r"(?<=[，。；：、（《“])\s+|\s+(?=[，。；：、）》”])", "", text.strip())
    text = re.sub(
        r"[〔\[［【(（]\s*((?:19|20)\d\d)\s*[〕\]］】)）](?=\s*\d+\s*号)", r"〔\1〕", text
    )
    text = re.sub(rf"(?<=[{_CHINESE}]),|,(?=[{_CHINESE}])", "，", text)
    return re.sub(
        rf"(?<=[{_CHINESE}])[():;?!]|[():;?!](?=[{_CHINESE}])",
        lambda match: match.group().translate(_PAIRS),
        text,
    )


def _lines(found: Sequence[Found], *, number: int) -> list[Line]:
    """Pieces on one level are one line, also when the page lies a little askew."""
    if not found:
        return []
    slope = median([f.slope for f in found if f.slope] or [0.0])
    levelled = sorted(found, key=lambda f: f.middle - slope * (f.left + f.right) / 2)
    rows: list[list[Found]] = []
    for piece in levelled:
        level = piece.middle - slope * (piece.left + piece.right) / 2
        if rows and abs(level - _level(rows[-1], slope=slope)) < 0.5 * rows[-1][0].height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_line(sorted(row, key=lambda f: f.left), number=number, slope=slope) for row in rows]


def _level(row: Sequence[Found], *, slope: float) -> float:
    return row[0].middle - slope * (row[0].left + row[0].right) / 2


def _line(row: Sequence[Found], *, number: int, slope: float) -> Line:
    text = row[0].text
    for before, piece in pairwise(row):
        text += (" " if piece.left - before.right > 0.5 * piece.height else "") + piece.text
    level = _level(row, slope=slope)
    height = median(piece.height for piece in row)
    return Line(
        text=text,
        page=number,
        left=row[0].left,
        right=row[-1].right,
        top=level - height / 2,
        bottom=level + height / 2,
        size=_size(row),
        confidence=min(piece.confidence for piece in row),
    )


def _size(row: Sequence[Found]) -> float:
    """From the width of the characters, steadier than the height of the box; nought for a few only."""
    widest = max(row, key=lambda piece: len(piece.text))
    units = sum(1.0 if ord(c) > 255 else 0.55 for c in widest.text)
    return (widest.right - widest.left) / units if units >= 6 else 0.0
