import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from mingtang.content.publishing.models import Stale
from mingtang.content.publishing.staleness import HOME_PAGE, mark_stale, waking_once

pytestmark = pytest.mark.django_db


def wakings() -> int:
    return ProcrastinateJob.objects.filter(task_name="content.refresh-site").count()


class TestMarkStale:
    def test_wakes_the_worker(self):
        mark_stale({HOME_PAGE})

        assert wakings() == 1


class TestWakingOnce:
    def test_wakes_the_worker_once_for_a_whole_batch_and_loses_no_note(self):
        with waking_once():
            mark_stale({HOME_PAGE, "page:1"})
            mark_stale({HOME_PAGE, "page:2"})
            assert wakings() == 0

        assert wakings() == 1
        assert set(Stale.objects.values_list("thing", flat=True)) == {HOME_PAGE, "page:1", "page:2"}

    def test_wakes_the_worker_also_for_what_a_broken_batch_left(self):
        with pytest.raises(KeyError), waking_once():
            mark_stale({HOME_PAGE})
            raise KeyError

        assert wakings() == 1

    def test_lets_it_sleep_when_nothing_changed(self):
        with waking_once():
            pass

        assert wakings() == 0

    def test_ends_with_the_batch(self):
        with waking_once():
            pass

        mark_stale({HOME_PAGE})

        assert wakings() == 1
