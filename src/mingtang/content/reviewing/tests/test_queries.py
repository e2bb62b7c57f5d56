from datetime import UTC, date, datetime

import pytest
import time_machine

from mingtang.content.reviewing.queries import (
    decided_by,
    escalated_to,
    pending_reviews,
    waiting_for,
)
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import department_reviewer, final_reviewer, legal_reviewer

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


class TestWaitingFor:
    def test_gives_each_level_one_working_day_and_not_a_weekend(self):
        with time_machine.travel(FRIDAY, tick=False):
            make.send(make.draft())
        with time_machine.travel(MONDAY, tick=False):
            [line] = waiting_for(department_reviewer())

            assert line.due_on == date(2026, 11, 23)
            assert not line.is_late
        with time_machine.travel(TUESDAY, tick=False):
            assert waiting_for(department_reviewer())[0].is_late


class TestDecidedBy:
    def test_lists_only_what_this_person_decided(self):
        page = make.draft()
        make.send(page)
        make.approve(page, department_reviewer())

        assert [one.page_title for one in decided_by(department_reviewer())] == [page.title] * 2
        assert not decided_by(legal_reviewer()).exists()


class TestEscalatedTo:
    def test_what_is_late_shows_at_the_next_level_and_with_the_final_reviewers(self):
        with time_machine.travel(FRIDAY, tick=False):
            make.send(make.draft())
        with time_machine.travel(TUESDAY, tick=False):
            above, last = escalated_to(legal_reviewer()), escalated_to(final_reviewer())

            assert [line.days_late for line in (*above, *last)] == [1, 1]
            assert escalated_to(department_reviewer()) == []


class TestPendingReviews:
    def test_asks_the_same_few_questions_for_one_text_and_for_many(
        self, django_assert_max_num_queries
    ):
        column = make.column()
        for number in range(4):
            make.send(make.draft(column, slug=f"gao-{number}"))

        with django_assert_max_num_queries(7):
            assert len(pending_reviews()) == 4
