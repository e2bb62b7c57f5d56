import json
import os
import time
from datetime import date, timedelta

import pytest

from mingtang.content.counting import reading
from mingtang.content.counting.counting import Counter, median_stay
from mingtang.content.evaluating.commands import visits as commands
from mingtang.content.evaluating.commands.visits import read_visits
from mingtang.content.evaluating.models import (
    DailySalt,
    LogPosition,
    PageDay,
    Sitting,
    Together,
)
from mingtang.content.evaluating.tests.factories import NOON, line, log, walk

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)
LATER = NOON + timedelta(hours=2)
NEXT_DAY = NOON + timedelta(days=1)


@pytest.fixture(autouse=True)
def _columns(monkeypatch):
    monkeypatch.setattr(commands, "column_paths", lambda: ["/s/", "/s/a/", "/s/b/"])


def page(path):
    return PageDay.objects.get(path=path)


def sums():
    return {row.path: row.visits for row in PageDay.objects.all()}


class TestWhatIsCounted:
    def test_visits_visitors_search_entries_exits_and_the_time_to_find(self, tmp_path):
        way = walk((0, "/"), (10, "/search"), (25, "/s/a/x/"), (60, "/s/b/"), (80, "/s/b/y/"))
        way[1] = line("/search", seconds=10, system="assistant")
        file = log(tmp_path, *way, *walk((0, "/s/a/x/"), client="10.0.0.2"))

        read_visits(file, now=LATER)

        assert sums() == {"/": 1, "/s/a/x/": 2, "/s/b/": 1, "/s/b/y/": 1}
        assert page("/s/a/x/").visitors == 2
        assert page("/s/a/x/").search_entries == 1
        assert page("/s/a/x/").exits == 1
        assert (page("/s/b/y/").finds, page("/s/b/y/").find_seconds) == (1, 80)
        assert sum(page("/s/a/x/").dwell) == 1

    def test_places_visited_together_in_one_sitting(self, tmp_path):
        file = log(tmp_path, *walk((0, "/s/a/"), (9, "/s/a/x/"), (20, "/s/b/"), (30, "/s/b/y/")))

        read_visits(file, now=LATER)

        pairs = {(t.first, t.second): t.sittings for t in Together.objects.all()}
        assert pairs[("/s/a/", "/s/b/")] == 1
        assert pairs[("/s/a/", "/s/a/")] == pairs[("/s/", "/s/")] == 1
        assert pairs[("/s/a/x/", "/s/b/")] == 1

    def test_silence_of_half_an_hour_ends_a_sitting(self, tmp_path):
        file = log(tmp_path, *walk((0, "/s/a/x/"), (3600, "/s/b/y/")))

        read_visits(file, now=NOON + timedelta(hours=3))

        assert page("/s/a/x/").exits == page("/s/b/y/").exits == 1
        assert not Together.objects.filter(first="/s/a/", second="/s/b/").exists()

    @pytest.mark.parametrize(
        "more",
        [
            {"agent": "Mozilla/5.0 (compatible; Baiduspider/2.0)"},
            {"agent": "curl/8.5"},
            {"agent": ""},
            {"status": 404},
            {"method": "POST"},
            {"system": "assets"},
            {"path": "/zhengwu/feed.xml"},
            {"path": "/files/7/1.pdf"},
        ],
    )
    def test_programs_faults_and_files_are_not(self, tmp_path, more):
        read_visits(log(tmp_path, line(**{"path": "/s/a/x/", **more})), now=LATER)

        assert sums() == {}

    def test_staff_at_work_are_not(self, tmp_path):
        file = log(
            tmp_path,
            line("/cms/", system="content"),
            *walk((5, "/s/a/x/"), (9, "/s/b/y/")),
        )

        read_visits(file, now=LATER)

        assert sums() == {}

    def test_somebody_who_reads_more_than_anybody_reads_is_not_any_longer(self, tmp_path):
        file = log(tmp_path, *walk(*((n, f"/s/a/{n}/") for n in range(400))))

        read_visits(file, now=LATER)

        assert PageDay.objects.count() == 151

    def test_lines_that_are_none_are_passed_over(self, tmp_path):
        broken = ["\n", "{}\n", '{"path": 7}\n', "\x00\x01\n", '{"path":"/s/a/x/","status":200}\n']
        read_visits(log(tmp_path, *broken, line("/s/a/x/")), now=LATER)

        assert sums() == {"/s/a/x/": 1}

    def test_later_pages_of_a_list_count_for_the_column(self, tmp_path):
        read_visits(log(tmp_path, line("/s/a/list-2.html")), now=LATER)

        assert sums() == {"/s/a/": 1}


class TestOnceAndOnlyOnce:
    def test_reading_again_counts_nothing_twice(self, tmp_path):
        file = log(tmp_path, line("/s/a/x/"))
        read_visits(file, now=LATER)
        read_visits(file, now=LATER)
        log(tmp_path, line("/s/a/x/", seconds=9, client="10.0.0.9"))

        read_visits(file, now=LATER)

        assert page("/s/a/x/").visits == 2

    def test_half_a_line_waits_for_its_other_half(self, tmp_path):
        whole = line("/s/a/x/")
        file = log(tmp_path, whole[:50])
        read_visits(file, now=LATER)
        log(tmp_path, whole[50:])

        read_visits(file, now=LATER)

        assert sums() == {"/s/a/x/": 1}

    def test_a_log_put_aside_is_read_to_its_end_and_then_the_new_one(self, tmp_path):
        file = log(tmp_path, line("/s/a/x/"))
        read_visits(file, now=LATER)
        log(tmp_path, line("/s/a/x/", seconds=60, client="10.0.0.2"))
        file.rename(file.with_name("access.jsonl.1"))
        log(tmp_path, line("/s/b/y/", seconds=90, client="10.0.0.3"))

        read_visits(file, now=LATER)

        assert sums() == {"/s/a/x/": 2, "/s/b/y/": 1}

    def test_a_log_emptied_in_place_begins_again(self, tmp_path):
        file = log(tmp_path, line("/s/a/x/"), line("/s/a/x/", client="10.0.0.2"))
        read_visits(file, now=LATER)
        os.truncate(file, 0)
        log(tmp_path, line("/s/b/y/"))

        read_visits(file, now=LATER)

        assert sums() == {"/s/a/x/": 2, "/s/b/y/": 1}

    def test_killed_in_the_middle_counts_nothing_twice(self, tmp_path, monkeypatch):
        monkeypatch.setattr(reading, "PIECE_BYTES", 600)
        file = log(tmp_path, *(line(f"/s/a/{n}/", client=f"10.0.1.{n}") for n in range(20)))
        keep, calls = commands.keep_counts, []

        def killed(counts):
            keep(counts)
            calls.append(1)
            if len(calls) == 4:
                raise KeyboardInterrupt

        monkeypatch.setattr(commands, "keep_counts", killed)
        with pytest.raises(KeyboardInterrupt):
            read_visits(file, now=LATER)
        assert 0 < PageDay.objects.count() < 20
        monkeypatch.setattr(commands, "keep_counts", keep)

        read_visits(file, now=LATER)

        assert sums() == {f"/s/a/{n}/": 1 for n in range(20)}
        assert LogPosition.objects.get().offset == file.stat().st_size

    def test_a_sitting_goes_on_over_two_readings(self, tmp_path):
        file = log(tmp_path, *walk((0, "/"), (20, "/s/a/")))
        read_visits(file, now=NOON + timedelta(seconds=30))
        log(tmp_path, *walk((50, "/s/a/x/")))

        read_visits(file, now=LATER)

        assert page("/s/a/x/").find_seconds == 50

    def test_without_a_log_there_is_nothing_to_do(self, tmp_path):
        assert read_visits(tmp_path / "none.jsonl", now=LATER) == 0


class TestNothingPersonalStays:
    def test_nobody_is_recognised_on_the_next_day(self, tmp_path):
        file = log(tmp_path, *walk((0, "/s/a/x/"), (9, "/s/b/y/")))
        read_visits(file, now=NOON + timedelta(minutes=1))
        assert Sitting.objects.count() == DailySalt.objects.count() == 1

        read_visits(file, now=NEXT_DAY)

        assert not Sitting.objects.exists()
        assert not DailySalt.objects.exists()
        assert page("/s/b/y/").exits == 1

    def test_addresses_and_browsers_are_written_nowhere(self, tmp_path):
        read_visits(log(tmp_path, line("/s/a/x/", client="203.0.113.77")), now=NOON)

        kept = json.dumps(
            [list(Sitting.objects.values()), list(PageDay.objects.values())], default=str
        )
        assert "203.0.113.77" not in kept
        assert "Android" not in kept


def test_the_median_stay_is_estimated_within_its_span():
    assert median_stay([0] * 12) is None
    assert median_stay([0, 0, 10, *[0] * 9]) == pytest.approx(15)


def test_fifty_thousand_lines_are_counted_in_seconds(capsys):
    """Not a timed assertion: the speed is printed for whoever wants to know."""
    lines = [
        line(
            f"/s/{'ab'[n % 2]}/{n // 200 % 50}/", seconds=n // 20, client=f"10.{n % 200}.0.1"
        ).encode()
        for n in range(50_000)
    ]
    counter = Counter(salt_of=lambda day: b"salt", columns=["/s/a/", "/s/b/"], staff_paths=())

    started = time.perf_counter()
    counter.read(lines)
    counter.end(now=int(LATER.timestamp()))
    seconds = time.perf_counter() - started

    with capsys.disabled():
        print(f"\n每秒统计 {len(lines) / seconds:,.0f} 行日志")
    assert sum(count.visits for count in counter.counts.pages.values()) > 40_000
