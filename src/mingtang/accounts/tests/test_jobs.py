import pytest

from mingtang.accounts.people.tasks import forget_disclosures
from mingtang.accounts.sessions.tasks import forget_sessions, forget_tries
from mingtang.kernel.jobs.job import JOBS


@pytest.mark.django_db
@pytest.mark.parametrize("job", [forget_tries, forget_sessions, forget_disclosures])
def test_the_housekeeping_has_an_owner_and_a_time_and_may_run_on_an_empty_house(job):
    job()

    assert JOBS[job.name].owner == "用户中心"
    assert job.every
