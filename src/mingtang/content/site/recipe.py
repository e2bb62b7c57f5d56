"""What a source gives for one of its files: its bytes, or how to make them when something has changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """A file that is made only when what it shows has changed since it was last made."""

    #: Fingerprint of everything it is made from.
    shows: str
    make: Callable[[], bytes]


Content = bytes | Recipe
Files = Mapping[str, Content]
