"""Straight strokes of a drawn path: a frame, or a whole grid drawn in one go, becomes its lines."""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from mingtang.documents.grids import Box

_MOST_SEGMENTS = 4000
_THIN = 1.0


def strokes_of(path: pdfium.PdfObject) -> list[Box]:
    """Lines along either axis, as thin boxes; slanted lines and curves rule no table."""
    if not _is_stroked(path) or raw.FPDFPath_CountSegments(path.raw) > _MOST_SEGMENTS:
        return []
    boxes: list[Box] = []
    for (x0, y0), (x1, y1) in _steps(path):
        if abs(x0 - x1) <= _THIN or abs(y0 - y1) <= _THIN:
            boxes.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return boxes


def _is_stroked(path: pdfium.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path.raw, fill, stroke)
    return bool(stroke.value)


Point = tuple[float, float]


def _steps(path: pdfium.PdfObject) -> Iterator[tuple[Point, Point]]:
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    begin: Point | None = None
    last: Point | None = None
    for index in range(raw.FPDFPath_CountSegments(path.raw)):
        segment = raw.FPDFPath_GetPathSegment(path.raw, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield last, point
        if raw.FPDFPathSegment_GetClose(segment) and begin is not None:
            yield point, begin
        last = point
