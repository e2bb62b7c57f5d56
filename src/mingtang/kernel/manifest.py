"""The manifest of the system this process belongs to, with its handlers resolved."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from mingtang.kernel.events import Event
from mingtang.kernel.system import System, find_manifest

Handler = Callable[[Any], None]


def current_system() -> System:
    """Return the manifest of this process; `MINGTANG_MANIFEST` names another one in tests."""
    given: str | None = getattr(settings, "MINGTANG_MANIFEST", None)
    return _imported(given) if given else find_manifest(settings.MINGTANG_SYSTEM)


def reactions_of(system: System) -> Mapping[str, tuple[type[Event], tuple[Handler, ...]]]:
    """Return topic -> event class and handlers. Dotted paths are resolved once."""
    return _reactions(tuple((event, tuple(paths)) for event, paths in system.reacts_to.items()))


@cache
def _imported(path: str) -> System:
    system: System = import_string(path)
    return system


@cache
def _reactions(
    declared: tuple[tuple[type[Event], tuple[str, ...]], ...],
) -> Mapping[str, tuple[type[Event], tuple[Handler, ...]]]:
    return {event.topic: (event, tuple(map(import_string, paths))) for event, paths in declared}
