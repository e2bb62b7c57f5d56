"""A case from submission to rating, and everything that may go wrong on the way."""

from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection

from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.errors import Conflict, Invalid
from mingtang.kernel.identity import THE_PLATFORM, Actor, ActorKind
from mingtang.kernel.outbox.models import OutgoingMessage
from mingtang.services.cases.commands import (
    accept_case,
    correct_application,
    decide_case,
    rate_case,
    read_case_as_officer,
    request_correction,
    submit_application,
    withdraw_application,
)
from mingtang.services.cases.errors import (
    CaseMovedOn,
    CaseNotFound,
    CorrectionAlreadyAsked,
    OnlyCitizensApply,
    OnlyOfficersDecide,
)
from mingtang.services.cases.models import Case, Status
from mingtang.services.cases.queries import queue_of
from mingtang.services.catalogue.commands import publish_guide, register_departments

pytestmark = pytest.mark.django_db
CHEN = Actor(id=UUID(int=7), kind=ActorKind.CITIZEN, name="陈悦")
STRANGER = Actor(id=UUID(int=8), kind=ActorKind.CITIZEN, name="别人")


def officer(department: str = "gongan") -> Actor:
    return Actor(
        id=uuid4(),
        kind=ActorKind.STAFF,
        name="徐磊",
        roles=frozenset({"officer"}),
        department=department,
    )


@pytest.fixture(autouse=True)
def catalogue():
    register_departments(
        actor=THE_PLATFORM,
        departments=[
            {"code": "gongan", "name": "明州市公安局", "short": "公安局"},
            {"code": "renshe", "name": "明州市人社局", "short": "人社局"},
        ],
    )
    publish_guide(
        actor=THE_PLATFORM,
        guide={
            "code": "juzhuzheng",
            "title": "居住证申领、签注",
            "department": "gongan",
            "promised_limit": {"days": 3, "unit": "working"},
            "form": {"groups": []},
        },
    )
    OutgoingMessage.objects.all().delete()


def a_case(**told) -> Case:
    return submit_application(
        actor=CHEN,
        item_code="juzhuzheng",
        answers=told or {"address": "学院路86号"},
        submission_key=uuid4().hex,
    )


def topics() -> list[str]:
    return list(OutgoingMessage.objects.order_by("announced_at").values_list("topic", flat=True))


class TestSubmitApplication:
    @time_machine.travel("2026-11-26T02:00:00Z", tick=False)
    def test_starts_the_promised_clock_in_working_days(self):
        assert a_case().due_on.isoformat() == "2026-12-01"

    def test_twice_makes_one_case_and_one_event(self):
        key = uuid4().hex
        first, second = (
            submit_application(actor=CHEN, item_code="juzhuzheng", answers={}, submission_key=key)
            for _ in range(2)
        )

        assert first.reference == second.reference
        assert topics() == ["services.application-submitted.v1"]

    def test_seals_the_answers(self):
        a_case(address="学院路86号")
        with connection.cursor() as cursor:
            cursor.execute("SELECT answers FROM services_cases_case")
            assert "学院路" not in cursor.fetchone()[0]

    def test_is_not_for_staff(self):
        with pytest.raises(OnlyCitizensApply):
            submit_application(
                actor=officer(), item_code="juzhuzheng", answers={}, submission_key="k"
            )


class TestOnTheDesk:
    def test_a_case_goes_all_the_way(self):
        case = a_case()
        accept_case(actor=officer(), reference=case.reference, seen_revision=1)
        request_correction(
            actor=officer(), reference=case.reference, message="第二页看不清", seen_revision=2
        )
        correct_application(actor=CHEN, reference=case.reference, answers={"proof": "新"})
        decide_case(
            actor=officer(), reference=case.reference, is_granted=True, reason="", seen_revision=4
        )
        rate_case(actor=CHEN, reference=case.reference, grade=5, words="很快")

        case.refresh_from_db()
        assert case.status == Status.GRANTED
        assert [step.title for step in case.steps.all()] == [
            "您提交了申请",
            "已受理",
            "请您补正",
            "您已补正",
            "办好了",
        ]
        assert topics() == [
            "services.application-submitted.v1",
            "services.case-accepted.v1",
            "services.correction-requested.v1",
            "services.application-corrected.v1",
            "services.case-decided.v1",
            "services.case-rated.v1",
        ]

    def test_only_officers_of_the_department(self):
        case = a_case()

        with pytest.raises(OnlyOfficersDecide):
            accept_case(actor=CHEN, reference=case.reference, seen_revision=1)
        with pytest.raises(CaseNotFound):
            accept_case(actor=officer("renshe"), reference=case.reference, seen_revision=1)
        assert list(queue_of(officer("renshe"))) == []
        assert list(queue_of(officer())) == [case]

    def test_the_second_of_two_officers_is_told(self):
        case = a_case()
        accept_case(actor=officer(), reference=case.reference, seen_revision=1)

        with pytest.raises(CaseMovedOn):
            decide_case(
                actor=officer(),
                reference=case.reference,
                is_granted=True,
                reason="",
                seen_revision=1,
            )

    def test_correction_is_asked_once(self):
        case = a_case()
        request_correction(actor=officer(), reference=case.reference, message="甲", seen_revision=1)
        correct_application(actor=CHEN, reference=case.reference, answers={})

        with pytest.raises(CorrectionAlreadyAsked, match="一次告知"):
            request_correction(
                actor=officer(), reference=case.reference, message="乙", seen_revision=3
            )

    def test_the_clock_stands_still_while_the_applicant_corrects(self):
        with time_machine.travel("2026-11-23T02:00:00Z", tick=False) as clock:
            case = a_case()
            assert case.due_on.isoformat() == "2026-11-26"
            request_correction(
                actor=officer(), reference=case.reference, message="甲", seen_revision=1
            )
            clock.move_to("2026-11-25T02:00:00Z")
            case = correct_application(actor=CHEN, reference=case.reference, answers={})

        assert case.due_on.isoformat() == "2026-11-30"

    def test_a_refusal_needs_a_reason(self):
        case = a_case()

        with pytest.raises(Invalid) as refusal:
            decide_case(
                actor=officer(),
                reference=case.reference,
                is_granted=False,
                reason="  ",
                seen_revision=1,
            )
        assert refusal.value.fields == {"reason": "不予通过的，请写明理由。"}

    def test_reading_is_noted(self):
        case = a_case()
        read_case_as_officer(actor=officer(), reference=case.reference)

        assert AuditEntry.objects.filter(action="cases.read", subject=case.reference).count() == 1


class TestTheApplicant:
    def test_sees_only_their_own(self):
        case = a_case()

        with pytest.raises(CaseNotFound):
            withdraw_application(actor=STRANGER, reference=case.reference)
        with pytest.raises(CaseNotFound):
            correct_application(actor=STRANGER, reference=case.reference, answers={})

    def test_may_withdraw_while_it_is_open(self):
        case = withdraw_application(actor=CHEN, reference=a_case().reference)

        assert case.status == Status.WITHDRAWN
        with pytest.raises(CaseMovedOn):
            withdraw_application(actor=CHEN, reference=case.reference)

    def test_rates_once_after_the_end_with_one_of_five_grades(self):
        case = a_case()
        with pytest.raises(CaseMovedOn):
            rate_case(actor=CHEN, reference=case.reference, grade=5)
        decide_case(
            actor=officer(), reference=case.reference, is_granted=True, reason="", seen_revision=1
        )

        with pytest.raises(Invalid):
            rate_case(actor=CHEN, reference=case.reference, grade=6)
        rate_case(actor=CHEN, reference=case.reference, grade=1)
        with pytest.raises(Conflict, match="评价过"):
            rate_case(actor=CHEN, reference=case.reference, grade=5)


def test_an_unchanged_guide_is_not_announced_again():
    guide = {
        "code": "shebaoka",
        "title": "社保卡申领",
        "department": "renshe",
        "promised_limit": {"days": 0, "unit": "immediate"},
        "form": {"groups": []},
    }

    assert publish_guide(actor=THE_PLATFORM, guide=guide)
    assert not publish_guide(actor=THE_PLATFORM, guide=guide)
    assert topics() == ["services.guide-published.v1"]
