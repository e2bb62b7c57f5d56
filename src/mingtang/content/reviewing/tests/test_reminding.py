from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from mingtang.content.reviewing.deadlines import near_at
from mingtang.content.reviewing.delegating import Absence, delegate_level
from mingtang.content.reviewing.levels import Level
from mingtang.content.reviewing.reminding import remind_reviewers
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import (
    department_reviewer,
    final_reviewer,
    legal_reviewer,
    staff,
)
from mingtang.kernel.outbox.models import OutgoingMessage

pytestmark = pytest.mark.django_db

#: Friday, four in the afternoon in Shanghai.
FRIDAY = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def reminded():
    messages = OutgoingMessage.objects.filter(topic="content.review-reminded.v1").order_by("pk")
    return [message.payload["data"] for message in messages]


def sweep_at(moment):
    with time_machine.travel(moment, tick=False):
        return remind_reviewers()


@pytest.fixture
def sent():
    department_reviewer(), legal_reviewer(), final_reviewer()
    with time_machine.travel(FRIDAY, tick=False):
        page = make.draft()
        make.send(page)
    return page


class TestRemindReviewers:
    def test_tells_each_stage_once(self, sent):
        for hours in range(0, 24 * 6, 3):
            sweep_at(FRIDAY + timedelta(hours=hours))

        assert [one["stage"] for one in reminded()] == ["sent", "near", "late"]

    def test_tells_the_people_of_the_level(self, sent):
        sweep_at(FRIDAY)

        [told] = reminded()
        assert told["reviewer_ids"] == [str(department_reviewer().id)]
        assert (told["level"], told["role"]) == ("部门初审", "reviewer.department")

    def test_prefers_the_reviewers_of_the_senders_own_house(self, sent):
        stranger = staff("外单位初审", "reviewer.department")
        user = make.user_of(stranger)
        user.department = "renshe"
        user.save()

        sweep_at(FRIDAY)

        assert reminded()[0]["reviewer_ids"] == [str(department_reviewer().id)]

    def test_a_late_one_also_goes_to_the_level_above_and_to_the_final_reviewers(self, sent):
        sweep_at(FRIDAY + timedelta(days=4))

        [told] = reminded()
        everybody = {department_reviewer().id, legal_reviewer().id, final_reviewer().id}
        assert told["stage"] == "late"
        assert set(told["reviewer_ids"]) == {str(one) for one in everybody}

    def test_after_an_outage_only_the_most_urgent_is_told(self, sent):
        assert sweep_at(FRIDAY + timedelta(days=30)) == 1
        assert sweep_at(FRIDAY + timedelta(days=31)) == 0

    def test_never_reminds_the_author(self):
        both = staff("编辑兼初审", "editor", "reviewer.department")
        department_reviewer()
        with time_machine.travel(FRIDAY, tick=False):
            make.send(make.draft(author=both), by=both)

        sweep_at(FRIDAY)

        assert reminded()[0]["reviewer_ids"] == [str(department_reviewer().id)]

    def test_names_the_role_when_nobody_who_holds_it_was_ever_here(self):
        with time_machine.travel(FRIDAY, tick=False):
            make.send(make.draft())

        sweep_at(FRIDAY)

        [told] = reminded()
        assert (told["reviewer_ids"], told["role"]) == ([], "reviewer.department")

    def test_a_stand_in_hears_of_what_was_waiting_already_once(self, sent):
        sweep_at(FRIDAY)
        helper = staff("代办员", "editor")
        with time_machine.travel(FRIDAY + timedelta(hours=1), tick=False):
            today = timezone.localdate()
            delegate_level(
                actor=department_reviewer(),
                absence=Absence(
                    level=Level.DEPARTMENT,
                    absent_id=department_reviewer().id,
                    stand_in_id=helper.id,
                    begins_on=today,
                    ends_on=today,
                    reason="出差",
                ),
            )
        sweep_at(FRIDAY + timedelta(hours=1))
        sweep_at(FRIDAY + timedelta(hours=2))

        assert [(one["stage"], one["reviewer_ids"]) for one in reminded()][1:] == [
            ("delegated", [str(helper.id)])
        ]


class TestNear:
    def test_half_of_the_office_hours_are_gone_and_no_weekend_counts(self):
        # Two hours are left of Friday, nine on Monday: half of eleven falls on Monday, 12:30.
        assert near_at(FRIDAY) == datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
