"""Keeps nginx's map of moved pages true to content's letter, and lets nginx read it anew."""

import fcntl
import os
import signal
import threading
from contextlib import suppress
from pathlib import Path

from mingtang.gateway.moving.letter import NotBelieved, as_map, letter_place, read_letter
from mingtang.kernel.keys import KeyMissing
from mingtang.kernel.logs import log

EVERY_SECONDS = 0.5
MAP = "moved.map"


def map_place(home: Path) -> Path:
    return home / "gateway" / MAP


class Follower:
    """Looks at the letter's date; when it is new and true, writes the map and wakes nginx."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._seen: tuple[int, int, int] | None = None

    def follow(self) -> bool:
        """Take over a new letter. Returns whether nginx was given another map.

        A letter that is not believed leaves the last good map in force.
        """
        place = letter_place(self._home)
        stamp = _stamp(place)
        if stamp is None or stamp == self._seen:
            return False
        try:
            text = as_map(read_letter(place.read_bytes()))
        except (NotBelieved, KeyMissing, OSError) as error:
            log.error("moved_pages_refused", reason=str(error))
            self._seen = stamp
            return False
        is_new = self._write(text)
        self._seen = stamp
        if is_new:
            log.info("moved_pages_taken_over", lines=text.count("\n"))
        return is_new

    def _write(self, text: str) -> bool:
        """Put the map in place and signal nginx; one process at a time."""
        place = map_place(self._home)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if place.exists() and place.read_text(encoding="utf-8") == text:
                return False
            draft = place.with_suffix(".new")
            draft.write_text(text, encoding="utf-8")
            draft.replace(place)
            reload_nginx(place.parent / "nginx.pid")
        return True


def reload_nginx(pid_file: Path) -> None:
    """Ask a running nginx to read its files anew; one that is not running reads them at its start."""
    with suppress(OSError, ValueError):
        pid = int(pid_file.read_text())
        if b"nginx" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGHUP)


def keep_following(home: Path, *, stop: threading.Event | None = None) -> threading.Thread:
    """Follow the letter in a thread of the identity process until it ends."""
    ending = stop or threading.Event()
    follower = Follower(home)

    def run() -> None:
        while not ending.wait(EVERY_SECONDS):
            try:
                follower.follow()
            except Exception:
                log.exception("moved_pages_not_followed")

    thread = threading.Thread(target=run, name="moved-pages", daemon=True)
    thread.start()
    return thread


def _stamp(place: Path) -> tuple[int, int, int] | None:
    try:
        found = place.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
