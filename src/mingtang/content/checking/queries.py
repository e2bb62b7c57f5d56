"""Reads of checking: what is wrong in a text, and whether that keeps it from being public."""

from collections.abc import Sequence
from typing import Any


def findings_in(page: Any) -> Sequence[Any]:
    """Return what is wrong in a page, its attachments and pictures, worst first."""
    raise NotImplementedError


def blocking_findings_in(page: Any) -> Sequence[Any]:
    """Return the findings of severity 严重 that nobody has recorded as a false alarm."""
    raise NotImplementedError
