from datetime import date

import pytest

from mingtang.content.timeliness.tests.year import Year

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("seed", "first"), [(1, date(2026, 1, 26)), (2, date(2026, 9, 10))])
def test_whatever_happens_every_late_policy_is_seen_and_nothing_expires_unseen(seed, first):
    verdict = Year(policies=16, seed=seed, first=first, days=30).run()

    assert verdict.faults == []
    assert verdict.late == verdict.visible == verdict.escalated
    assert verdict.expired_without_notice == 0
    assert verdict.late > 0
