"""How wide words are: measured on the very fonts the picture is rendered with."""

from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

SANS, SERIF = "sans", "serif"

FAMILIES = {
    SANS: "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif",
    SERIF: "'Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,serif",
}
_FOLDERS = (
    Path("/usr/share/fonts/opentype/noto"),
    Path("/usr/share/fonts/noto-cjk"),
    Path("/usr/share/fonts/google-noto-cjk"),
)
_FILES = {
    (SANS, False): "NotoSansCJK-Regular.ttc",
    (SANS, True): "NotoSansCJK-Bold.ttc",
    (SERIF, False): "NotoSerifCJK-Regular.ttc",
    (SERIF, True): "NotoSerifCJK-Bold.ttc",
}
_SIMPLIFIED = 2
"""Where Simplified Chinese lies in the collections."""
_MEASURED_AT = 100
#: Other fonts set Latin letters and digits a little wider than Noto does.
LATIN_ALLOWANCE = 1.06


@cache
def _font(family: str, is_bold: bool) -> ImageFont.FreeTypeFont | None:
    for folder in _FOLDERS:
        file = folder / _FILES[family, is_bold]
        if file.is_file():
            return ImageFont.truetype(file, _MEASURED_AT, index=_SIMPLIFIED)
    return None


@lru_cache(maxsize=8192)
def _advance(character: str, family: str, is_bold: bool) -> float:
    """The width of one character as a share of its size; without the font, what CJK fonts agree on."""
    if character >= "\u2e80":
        return 1.0
    font = _font(family, is_bold)
    if font is None:
        return 0.62 if character.isascii() else 1.0
    return float(font.getlength(character)) / _MEASURED_AT * LATIN_ALLOWANCE


def width_of(text: str, *, size: float, family: str = SANS, is_bold: bool = False) -> float:
    return size * sum(_advance(character, family, is_bold) for character in text)
