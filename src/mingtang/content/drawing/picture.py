"""The picture as PNG, rendered from the same SVG that is given out."""

import base64
import io

import pypdfium2
from PIL import Image

from mingtang.content.drawing.poster import Poster
from mingtang.content.typesetting.rendering import pdf_of_html

SCALE = 2
"""Pixels for each unit: sharp on a phone."""
COLOURS = 96
_POINTS = 0.75
MOST_PIXELS = 40_000


def png_of(poster: Poster) -> bytes:
    """Few colours: a tenth of the size, and nobody sees it."""
    address = "data:image/svg+xml;base64," + base64.b64encode(poster.svg.encode()).decode()
    html = (
        f"<style>@page{{size:{poster.width:g}px {poster.height:g}px;margin:0}}"
        "body,html{margin:0}img{display:block}</style>"
        f'<img src="{address}" width="{poster.width:g}" height="{poster.height:g}" alt="">'
    )
    document = pypdfium2.PdfDocument(pdf_of_html(html))
    try:
        scale = min(SCALE, MOST_PIXELS / poster.height)
        picture = document[0].render(scale=scale / _POINTS).to_pil().convert("RGB")
    finally:
        document.close()
    held = io.BytesIO()
    picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(held, "PNG", optimize=True)
    return held.getvalue()
