"""The desk's queue, its cards and its counts; and who has looked at a case."""

from datetime import UTC, date, datetime

import pytest

from mingtang.kernel.identity import THE_PLATFORM
from mingtang.services.cases.commands.opening import open_case
from mingtang.services.cases.models import CaseStatus
from mingtang.services.cases.queries import (
    CardDays,
    cases_visible_to,
    count_queue,
    queue_of,
    readings_of,
)
from mingtang.services.tests.factories import CaseFactory, DepartmentFactory, published
from mingtang.services.tests.people import CHEN, STRANGER, editor, officer

pytestmark = pytest.mark.django_db
#: A Friday: the next working day is Monday the 30th.
DAYS = CardDays.of(date(2026, 11, 27))


@pytest.fixture(autouse=True)
def guide():
    return published()


def queue(show: str = "all", search: str = "") -> list[str]:
    found = queue_of(officer(), show=show, days=DAYS, search=search)
    return [case.reference for case in found]


@pytest.mark.parametrize(
    ("due_on", "card"),
    [
        (date(2026, 11, 26), "red"),
        (date(2026, 11, 27), "yellow"),
        (date(2026, 11, 30), "yellow"),
        (date(2026, 12, 1), ""),
        (None, ""),
    ],
)
def test_a_card_is_given_by_working_days(due_on, card):
    assert DAYS.card_of(
        CaseFactory.build(item=None, guide=None, department=None, due_on=due_on)
    ) == (card)


def test_a_closed_case_shows_no_card():
    case = CaseFactory(granted=True, due_on=date(2026, 1, 5))

    assert DAYS.card_of(case) == ""


class TestQueue:
    def test_begins_with_the_most_urgent_and_ends_with_what_has_no_limit(self):
        for number, due_on in enumerate((None, date(2026, 12, 9), date(2026, 11, 20))):
            CaseFactory(reference=f"R{number}", due_on=due_on)

        assert queue() == ["R2", "R1", "R0"]

    def test_holds_only_what_is_open_in_the_department(self):
        DepartmentFactory(code="renshe", name="明州市人社局")
        CaseFactory(reference="OURS")
        CaseFactory(reference="THEIRS", department_id="renshe", department=None)
        CaseFactory(reference="DONE", granted=True)

        assert queue() == ["OURS"]
        assert queue("done") == ["DONE"]

    def test_can_be_narrowed(self):
        CaseFactory(reference="LATE", due_on=date(2026, 11, 20))
        CaseFactory(reference="TODAY", due_on=date(2026, 11, 27), handler_id=officer().id)
        CaseFactory(reference="WAITS", due_on=None, status=CaseStatus.NEEDS_CORRECTION)

        assert queue("late") == ["LATE"]
        assert queue("today") == queue("mine") == ["TODAY"]
        assert queue("waiting") == ["WAITS"]

    def test_is_searched_by_the_end_of_a_reference_a_whole_name_or_an_item(self):
        CaseFactory(reference="339900-20261123-BCDFGH", applicant_name="欧阳若兰")
        CaseFactory(reference="339900-20261123-XXXXXX")

        assert queue(search="bcdfgh") == ["339900-20261123-BCDFGH"]
        assert queue(search=" 欧阳若兰 ") == ["339900-20261123-BCDFGH"]
        assert queue(search="欧阳") == []
        assert len(queue(search="居住证")) == 2
        assert queue(search="%' OR 1=1 --") == []

    def test_is_counted_in_one_question(self, django_assert_num_queries):
        CaseFactory(due_on=date(2026, 11, 20))
        CaseFactory(due_on=date(2026, 11, 27), handler_id=officer().id)
        CaseFactory(due_on=date(2026, 11, 30))
        CaseFactory(due_on=None, status=CaseStatus.NEEDS_CORRECTION)
        CaseFactory(granted=True)

        with django_assert_num_queries(1):
            counts = count_queue(officer(), days=DAYS)

        assert (counts.open, counts.red, counts.yellow, counts.today) == (4, 1, 2, 1)
        assert (counts.waiting, counts.mine) == (1, 1)


def test_everybody_sees_their_own_cases_only():
    CaseFactory()

    assert cases_visible_to(CHEN).count() == 1
    assert cases_visible_to(officer()).count() == 1
    assert cases_visible_to(THE_PLATFORM).count() == 1
    for actor in (STRANGER, officer("renshe"), officer(""), editor()):
        assert cases_visible_to(actor).count() == 0


def test_the_applicant_can_tell_who_looked_at_their_data():
    case = CaseFactory()
    open_case(actor=officer(), reference=case.reference)
    open_case(actor=officer(name="袁野", number=12), reference=case.reference)

    readings = readings_of(case)

    assert [reading.person for reading in readings] == ["袁野", "徐磊"]
    assert readings[0].department == "明州市公安局"
    assert readings[0].what == "申请内容"
    assert readings[0].read_at.tzinfo is not None
    assert readings[0].read_at > datetime(2026, 1, 1, tzinfo=UTC)
