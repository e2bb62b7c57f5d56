"""Watches the published site and puts right what somebody changed, within seconds.

A sweep compares what the file system knows of each file (inode, size, times, mode) with what it was
when its SM3 was last right. Whoever changes a file and sets its time back cannot set its change time
back. What looks different is read; every minute everything is.
"""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.db import DatabaseError
from django.utils import timezone

from mingtang.content.site import disk
from mingtang.content.site.models import SEGMENTS, SiteFile, SiteWatch
from mingtang.content.site.queries import (
    Finding,
    Problem,
    entries_of,
    faults_in,
    is_opened,
    last_watch,
    problems_of_manifest,
)
from mingtang.content.upkeep.restoring import put_right

SWEEP_SECONDS = 2.0
VERIFY_EVERY = timedelta(seconds=60)
#: Of the time: a very large site is read less often rather than all the time.
LARGEST_SHARE_OF_READING = 0.1
#: A heartbeat older than this means that nobody watches.
SILENT_AFTER = timedelta(seconds=30)

#: What the file system tells of a file: inode, size, time of content, time of change, mode.
Look = tuple[int, int, int, int, int]


@dataclass
class Sight:
    """Everything below the site's folder at one moment."""

    files: dict[str, Look]
    opened: set[str]
    leftovers: set[str]


class SiteWatcher:
    """Keeps in mind what each file looked like when it was last right."""

    def __init__(self) -> None:
        self._right: dict[str, Look] = {}
        self._right_manifest: dict[str, Look] = {}
        self._leftovers: set[str] = set()
        self._verified_at: datetime | None = None
        self._reading = timedelta()

    def look(self) -> int:
        """Look once; return how many problems were found and taken care of."""
        began, now = monotonic(), timezone.now()
        is_full = self._is_time_to_verify(now)
        sight, manifest = see(), _see_manifest()
        suspects = self._suspects(sight, is_full=is_full)
        names = {name for name in SEGMENTS if is_full or manifest.get(name) != self._manifest(name)}
        problems = _examine(suspects, sight) + problems_of_manifest(names)
        if problems or sight.leftovers & self._leftovers:
            put_right(problems, leftovers=sight.leftovers & self._leftovers)
            self._forget(problem.path for problem in problems)
        wrong = {problem.path for problem in problems}
        self._right |= {path: look for path, look in sight.files.items() if path not in wrong}
        for path in self._right.keys() - sight.files.keys():
            del self._right[path]
        self._right_manifest = {} if problems else manifest
        self._leftovers = sight.leftovers
        seconds = monotonic() - began
        if is_full:
            self._verified_at, self._reading = now, timedelta(seconds=seconds)
        _beat(now, files=len(sight.files), seconds=seconds, verified_at=self._verified_at)
        return len(problems)

    def _is_time_to_verify(self, now: datetime) -> bool:
        pause = max(VERIFY_EVERY, self._reading / LARGEST_SHARE_OF_READING)
        return self._verified_at is None or now - self._verified_at >= pause

    def _manifest(self, name: str) -> Look | None:
        return self._right_manifest.get(name)

    def _suspects(self, sight: Sight, *, is_full: bool) -> set[str]:
        """Return the files to read: those that look different, came or went; or all there should be."""
        if is_full:
            published = SiteFile.objects.values_list("path", flat=True)
            return sight.files.keys() | set(published) | sight.opened
        changed = {path for path, look in sight.files.items() if self._right.get(path) != look}
        return changed | (self._right.keys() - sight.files.keys()) | sight.opened

    def _forget(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._right.pop(path, None)


def see() -> Sight:
    """Take in the whole folder, without reading a file or following a link."""
    root = f"{disk.site_folder()}/"
    sight = Sight({}, set(), set())
    for entry in disk.entries():
        path = entry.path.removeprefix(root)
        try:
            found = entry.stat(follow_symlinks=False)
        except FileNotFoundError:  # the publisher has just moved it
            continue
        if entry.name.startswith(disk.TEMPORARY_PREFIX):
            sight.leftovers.add(path)
        elif stat.S_ISDIR(found.st_mode):
            if is_opened(found.st_mode):
                sight.opened.add(path)
        else:
            sight.files[path] = _look(found)
    return sight


def is_silent(watch: SiteWatch | None) -> bool:
    """Whether nobody watches."""
    return watch is None or not watch.swept_at or timezone.now() - watch.swept_at > SILENT_AFTER


def note_problem(error: Exception) -> None:
    """Show on 发布状态 that the last look did not come to its end."""
    with suppress(DatabaseError):
        SiteWatch.objects.filter(pk=1).update(problem=type(error).__name__)


class NobodyWatches(Exception):  # noqa: N818  read by an operator as a sentence
    """The watcher does not run: what is changed on disk would go unseen."""


def refuse_silence() -> None:
    if is_silent(last_watch()):
        raise NobodyWatches("网页巡查没有在运行，请看 content-watch-site 进程。")


def _see_manifest() -> dict[str, Look]:
    looks = {}
    for name in SEGMENTS:
        try:
            looks[name] = _look((disk.manifest_folder() / f"{name}.json").lstat())
        except OSError:
            continue
    return looks


def _examine(suspects: set[str], sight: Sight) -> list[Problem]:
    """Read the suspects and compare them with the records. Nobody is held up by it."""
    entries = entries_of(suspects)
    strangers = (suspects & sight.files.keys()) - entries.keys()
    return [
        *faults_in(entries),
        *(Problem(path, Finding.INTRUDER) for path in sorted(strangers)),
        *(Problem(path, Finding.OPENED) for path in sorted(sight.opened & suspects)),
    ]


def _look(found: os.stat_result) -> Look:
    return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_mode)


def _beat(now: datetime, *, files: int, seconds: float, verified_at: datetime | None) -> None:
    seen = {
        "swept_at": timezone.now(),
        "verified_at": verified_at,
        "files": files,
        "sweep_milliseconds": int(seconds * 1000),
        "problem": "",
    }
    SiteWatch.objects.update_or_create(
        pk=1, defaults=seen, create_defaults={**seen, "started_at": now}
    )
