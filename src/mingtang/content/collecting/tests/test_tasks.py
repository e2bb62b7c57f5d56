from functools import partial

import pytest

from mingtang.content.collecting import running, tasks
from mingtang.content.collecting.tests.factories import source, unhurried
from mingtang.kernel.jobs.job import JOBS

pytestmark = pytest.mark.django_db


def test_every_ten_minutes_the_sources_that_are_due_are_run(site, intake, monkeypatch):
    run = partial(running.run_due_sources, make_fetcher=unhurried)
    monkeypatch.setattr(tasks, "run_due_sources", run)
    source(f"{site.base}/list.html")

    JOBS["content.collect"]()
    JOBS["content.collect"]()

    assert JOBS["content.collect"].every == "*/10 * * * *"
    assert len(intake.taken) == 3
    assert site.paths().count("/list.html") == 1


def test_a_source_that_is_asked_for_runs_before_its_time(site, intake, monkeypatch):
    monkeypatch.setattr(running, "polite_fetcher", unhurried)
    found = source(f"{site.base}/list.html")

    for _ in range(2):
        JOBS["content.collect-source"](source_id=found.pk)

    assert site.paths().count("/list.html") == 2
    assert len(intake.taken) == 3
