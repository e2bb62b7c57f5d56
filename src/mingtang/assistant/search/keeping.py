"""Keeps the index of this process in step with the documents, at the price of one row per question.

Without the database it answers from what it has. While it is being built it answers from what is
there so far and says so. One thread at a time reads changes; the others do not wait for it.
"""

import threading
import time
from collections.abc import Callable
from functools import cache
from typing import Protocol

from django.db import Error as DatabaseFault
from django.db import connection

from mingtang.assistant.search import queries
from mingtang.assistant.search.entries import Entry, Mark
from mingtang.assistant.search.index import Index
from mingtang.kernel.logs import log

#: So much is read while a person waits; what is more goes on in the background.
BATCH = 500
#: After a fault the database is left alone so long.
QUIET_SECONDS = 2.0
_NOTHING_READ = Mark(-1, 0)


class Source(Protocol):
    """Where documents come from; `queries` is one."""

    def find_mark(self) -> Mark: ...
    def changes_since(self, number: int, *, limit: int) -> list[Entry]: ...


class KeptIndex:
    def __init__(
        self, source: Source = queries, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._source = source
        self._clock = clock
        self._index = Index()
        #: The index being filled: the one that answers, or its successor during a rebuild.
        self._next = self._index
        self._mark = _NOTHING_READ
        self._is_complete = False
        self._quiet_until = float("-inf")
        self._is_cut_off = False
        self._lock = threading.Lock()
        self._builder: threading.Thread | None = None

    @property
    def is_complete(self) -> bool:
        """Whether everything public was in the index at some moment."""
        return self._is_complete

    def current(self) -> Index:
        """Return the index, brought up to date as far as that takes no waiting."""
        if not self._catch_up():
            self.build_in_background()
        return self._index

    def build_in_background(self) -> threading.Thread | None:
        """Read everything there is, trying again until the database answers."""
        if self._builder is None or not self._builder.is_alive():
            self._builder = threading.Thread(target=self._build, name="search-index", daemon=True)
            self._builder.start()
        return self._builder

    def _build(self) -> None:
        pause = threading.Event()
        try:
            while not self._catch_up(wait=True):
                if self._clock() < self._quiet_until:
                    pause.wait(QUIET_SECONDS)
        finally:
            connection.close()

    def _catch_up(self, *, wait: bool = False) -> bool:
        """Take one batch of changes; false when there is more to read, or nothing was ever read."""
        if self._clock() < self._quiet_until or not self._lock.acquire(blocking=wait):
            return self._is_complete
        try:
            return self._take_a_batch()
        except DatabaseFault as fault:
            self._be_quiet(fault)
            return self._is_complete
        finally:
            self._lock.release()

    def _be_quiet(self, fault: DatabaseFault) -> None:
        self._quiet_until = self._clock() + QUIET_SECONDS
        if not self._is_cut_off:
            log.warning("search_index_not_refreshed", reason=type(fault).__name__)
        self._is_cut_off = True

    def _take_a_batch(self) -> bool:
        mark = self._source.find_mark()
        self._is_cut_off = False
        if mark.build != self._mark.build or mark.number < self._mark.number:
            self._start_anew(mark)
        if mark.number > self._mark.number:
            changes = self._source.changes_since(self._mark.number, limit=BATCH)
            self._next.take(changes)
            last = changes[-1].number if changes else mark.number
            self._mark = Mark(mark.build, last if len(changes) == BATCH else max(last, mark.number))
        if self._mark.number < mark.number:
            return False
        self._index, self._is_complete = self._next, True
        return True

    def _start_anew(self, mark: Mark) -> None:
        """Begin an empty index; a complete one goes on answering until it is filled."""
        self._mark = Mark(mark.build, 0)
        self._next = Index()
        if not self._is_complete:
            self._index = self._next


@cache
def the_index() -> KeptIndex:
    """Return the index of this process."""
    return KeptIndex()
