"""Count the visits in the gateway's access log: each line once, however often the job is killed."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from secrets import token_bytes
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from mingtang.content.counting.counting import Counter, Counts, Visitor, day_of
from mingtang.content.counting.reading import next_piece
from mingtang.content.evaluating.models import DailySalt, LogPosition, Sitting
from mingtang.content.evaluating.queries.measuring import column_paths
from mingtang.content.optimising.rules import rules
from mingtang.kernel.system import load_manifests

LOG_NAME = "access"

_KEEP_PAGES = """
INSERT INTO content_evaluating_pageday AS kept
    (day, path, visits, visitors, search_entries, exits, finds, find_seconds, dwell)
SELECT day, path, visits, visitors, search_entries, exits, finds, find_seconds, dwell FROM new_pages
ON CONFLICT (day, path) DO UPDATE SET
    visits = kept.visits + excluded.visits,
    visitors = kept.visitors + excluded.visitors,
    search_entries = kept.search_entries + excluded.search_entries,
    exits = kept.exits + excluded.exits,
    finds = kept.finds + excluded.finds,
    find_seconds = kept.find_seconds + excluded.find_seconds,
    dwell = ARRAY(
        SELECT coalesce(a, 0) + coalesce(b, 0)
        FROM unnest(kept.dwell, excluded.dwell) WITH ORDINALITY AS pairs (a, b, place) ORDER BY place
    )
"""
_KEEP_PAIRS = """
INSERT INTO content_evaluating_together AS kept (day, first, second, sittings)
SELECT day, first, second, sittings FROM new_pairs
ON CONFLICT (day, first, second) DO UPDATE SET sittings = kept.sittings + excluded.sittings
"""
_KEEP_SITTINGS = """
INSERT INTO content_evaluating_sitting AS kept (visitor, day, is_left_out, steps, seen)
SELECT visitor, day, is_left_out, steps, seen FROM new_sittings
ON CONFLICT (visitor) DO UPDATE SET
    is_left_out = excluded.is_left_out, steps = excluded.steps, seen = excluded.seen
"""


def read_visits(log: Path, *, now: datetime | None = None) -> int:
    """Read what is new in the log; return how many bytes that were.

    Each piece is one transaction with the place it ends at: killed in between, the piece has not
    been read; killed after it, the next reading goes on behind it.
    """
    moment, done = now or timezone.now(), 0
    while True:
        size = _read_piece(log, now=moment)
        if size is None:
            return done
        done += size


@transaction.atomic
def keep_counts(counts: Counts) -> None:
    """Add sums to what is known. Whoever counts elsewhere (the data platform) hands over the same."""
    with connection.cursor() as cursor:
        _copy(
            cursor,
            "new_pages",
            "day date, path text, visits int, visitors int, search_entries int, exits int,"
            " finds int, find_seconds bigint, dwell int[]",
            (
                (
                    *(day, path, c.visits, c.visitors, c.search_entries, c.exits),
                    *(c.finds, c.find_seconds, c.dwell),
                )
                for (day, path), c in counts.pages.items()
            ),
        )
        cursor.execute(_KEEP_PAGES)
        _copy(
            cursor,
            "new_pairs",
            "day date, first text, second text, sittings int",
            ((*key, number) for key, number in counts.together.items()),
        )
        cursor.execute(_KEEP_PAIRS)


@transaction.atomic
def _read_piece(log: Path, *, now: datetime) -> int | None:
    LogPosition.objects.get_or_create(name=LOG_NAME)
    position = LogPosition.objects.select_for_update().get(name=LOG_NAME)
    piece = next_piece(log, inode=position.inode, offset=position.offset)
    counter = Counter(
        salt_of=_salt_of,
        columns=column_paths(),
        staff_paths=_staff_paths(),
        visitors=_visitors(),
    )
    if piece is not None:
        counter.read(piece.lines)
    # While more is waiting the clock is that of the log: nobody is silent who is still to be read.
    counter.end(now=int(now.timestamp()) if piece is None else counter.last_at)
    keep_counts(counter.counts)
    _keep_visitors(counter)
    _forget_before(day_of(now), is_through=piece is None)
    if piece is None:
        return None
    started = piece.offset - sum(map(len, piece.lines)) - len(piece.lines)
    position.inode, position.offset = piece.inode, piece.offset
    position.save()
    return piece.offset - started


def _salt_of(day: date) -> bytes:
    salt, _ = DailySalt.objects.get_or_create(day=day, defaults={"salt": token_bytes(32)})
    return bytes(salt.salt)


def _staff_paths() -> tuple[str, ...]:
    """Return where only staff go: whoever was there is at work, not visiting."""
    return (
        *tuple(route.path for system in load_manifests() for route in system.routes if route.staff),
        "/jobs/",
    )


def _visitors() -> dict[str, Visitor]:
    return {
        row.visitor: Visitor(
            day=row.day,
            is_left_out=row.is_left_out,
            steps=[(at, path) for at, path in row.steps],
            seen=set(row.seen),
        )
        for row in Sitting.objects.all()
    }


def _keep_visitors(counter: Counter) -> None:
    gone = set(Sitting.objects.values_list("visitor", flat=True)) - counter.visitors.keys()
    Sitting.objects.filter(visitor__in=gone).delete()
    changed = [(name, counter.visitors[name]) for name in counter.changed]
    with connection.cursor() as cursor:
        _copy(
            cursor,
            "new_sittings",
            "visitor text, day date, is_left_out boolean, steps jsonb, seen jsonb",
            (
                (
                    *(name, visitor.day, visitor.is_left_out),
                    *(json.dumps(visitor.steps), json.dumps(sorted(visitor.seen))),
                )
                for name, visitor in changed
            ),
        )
        cursor.execute(_KEEP_SITTINGS)


def _forget_before(today: date, *, is_through: bool) -> None:
    """Throw away the salts of past days: their visitors cannot be recognised any more."""
    if is_through:
        DailySalt.objects.filter(day__lt=today).delete()
        Sitting.objects.filter(day__lt=today).delete()
        kept = timedelta(days=int(rules()["kept_days"]))
        with connection.cursor() as cursor:
            for table in ("pageday", "together"):
                cursor.execute(
                    f"DELETE FROM content_evaluating_{table} WHERE day < %s",  # noqa: S608
                    [today - kept],
                )


def _copy(cursor: Any, name: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    """Fill a table that lives until the transaction ends, in one stroke."""
    cursor.execute(f"DROP TABLE IF EXISTS {name}")
    cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns}) ON COMMIT DROP")
    with cursor.copy(f"COPY {name} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
