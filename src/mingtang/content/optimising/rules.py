"""The thresholds and words of the evaluation: data beside the code, not in it."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent / "data"


@cache
def rules() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((_FOLDER / "thresholds.yaml").read_text("utf-8"))
    return read


@cache
def terms() -> list[dict[str, Any]]:
    """Return the names a column may get, each with the words that speak for it."""
    read: list[dict[str, Any]] = yaml.safe_load((_FOLDER / "terms.yaml").read_text("utf-8"))
    return read


@cache
def everyday_words() -> frozenset[str]:
    """Return the words every page of a government site is full of: they make no two pages alike."""
    return frozenset((_FOLDER / "everyday.txt").read_text("utf-8").split())
