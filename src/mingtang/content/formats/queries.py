"""Reads of formats: what a published page is also offered as."""

from typing import Any


def formats_of(page: Any, *, digest: str) -> Any:
    """Return the finished formats of exactly this text: none, if the text has changed since."""
    raise NotImplementedError
