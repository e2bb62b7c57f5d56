"""A case from submission to its decision, and everything that is refused on the way."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import connection

from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.outbox.models import OutgoingMessage
from mingtang.services.cases.commands.correcting import (
    attach_correction_file,
    correct_application,
    request_correction,
)
from mingtang.services.cases.commands.deciding import accept_case, decide_case
from mingtang.services.cases.commands.opening import open_case
from mingtang.services.cases.commands.submitting import submit_application, withdraw_application
from mingtang.services.cases.errors import (
    CaseAlreadyClosed,
    CaseMovedOn,
    CaseNotFound,
    CorrectionAlreadyRequested,
    CorrectionNotComplete,
    OnlyOfficersOfTheDepartment,
    OnlyTheApplicant,
    ReasonMissing,
)
from mingtang.services.cases.models import Case, CaseStatus
from mingtang.services.contract.types import Outcome
from mingtang.services.forms.commands import attach_file
from mingtang.services.forms.errors import (
    DraftNotFound,
    FieldNotFound,
    FormHasChanged,
    NotComplete,
    OnlyCitizensApply,
)
from mingtang.services.forms.models import Draft
from mingtang.services.tests.factories import (
    PDF,
    PNG,
    CaseFactory,
    DepartmentFactory,
    filled,
    opened,
    published,
)
from mingtang.services.tests.people import CHEN, STRANGER, editor, officer
from mingtang.services.uploads.commands import open_file
from mingtang.services.uploads.errors import StoredFileNotFound
from mingtang.services.uploads.queries import files_of_dossier

pytestmark = pytest.mark.django_db
#: 23 November 2026 is a Monday.
MONDAY, WEDNESDAY = "2026-11-23T02:00:00Z", "2026-11-25T02:00:00Z"


@pytest.fixture(autouse=True)
def guide(user_centre):
    user_centre.reset(person__name="陈悦", person__phone="19900000001")
    made = published()
    OutgoingMessage.objects.all().delete()
    return made


def submitted() -> Case:
    return submit_application(actor=CHEN, draft_id=filled().pk)


def asked(*fields: str, message: str = "第二页看不清") -> Case:
    case = submitted()
    return request_correction(
        actor=officer(),
        reference=case.reference,
        seen_revision=1,
        message=message,
        fields=fields,
    )


def decided(outcome: Outcome = Outcome.GRANTED, reason: str = "") -> Case:
    case = submitted()
    return decide_case(
        actor=officer(),
        reference=case.reference,
        seen_revision=1,
        outcome=outcome,
        reason=reason,
    )


def titles(case: Case) -> list[str]:
    return list(case.steps.values_list("title", flat=True))


class TestSubmitApplication:
    def test_makes_a_case_with_all_answers_and_where_they_come_from(self, topics, trail):
        case = submitted()

        answers = case.answers
        assert case.status == CaseStatus.SUBMITTED
        assert answers.find("address").value == "学院路86号"
        assert answers.find("name").source == "市公安局人口库"
        assert topics() == ["application-submitted"]
        assert trail()[-1] == "application_submitted"
        assert titles(case) == ["您提交了申请"]

    @pytest.mark.parametrize(
        ("limit", "due_on"),
        [
            ({"days": 3, "unit": "working"}, date(2026, 12, 1)),
            ({"days": 15, "unit": "calendar"}, date(2026, 12, 11)),
            ({"unit": "immediate"}, date(2026, 11, 26)),
            (None, None),
        ],
    )
    @time_machine.travel("2026-11-26T02:00:00Z", tick=False)
    def test_starts_the_promised_clock(self, limit, due_on):
        published(promised_limit=limit)

        assert submitted().due_on == due_on

    def test_twice_makes_one_case_and_one_event(self, topics):
        draft = filled()

        first, second = (submit_application(actor=CHEN, draft_id=draft.pk) for _ in range(2))

        assert first == second
        assert topics() == ["application-submitted"]

    def test_gives_each_case_a_reference_of_its_own(self):
        first, second = submitted(), submitted()

        assert first.reference != second.reference
        assert Case.objects.count() == 2

    def test_seals_what_is_personal(self):
        submitted()

        with connection.cursor() as cursor:
            cursor.execute("SELECT answers_text || applicant_name FROM services_cases_case")
            stored = cursor.fetchone()[0]
        assert "学院路" not in stored
        assert "陈悦" not in stored

    def test_empties_the_draft_and_hands_the_files_over(self):
        draft = filled()
        submit_application(actor=CHEN, draft_id=draft.pk)

        assert Draft.objects.get(pk=draft.pk).typed == {}
        (file,) = files_of_dossier(draft.pk)
        assert open_file(actor=officer(), file_id=file.pk).content == PDF

    def test_refuses_a_form_that_is_not_whole_and_keeps_it(self):
        draft = filled(kind="丙")

        with pytest.raises(NotComplete) as refusal:
            submit_application(actor=CHEN, draft_id=draft.pk)

        assert set(refusal.value.fields) == {"kind"}
        assert opened().typed["address"] == "学院路86号"
        assert not Case.objects.exists()

    def test_wants_another_look_when_the_form_has_changed_meanwhile(self):
        draft = filled()
        published(title="居住证签注")

        with pytest.raises(FormHasChanged):
            submit_application(actor=CHEN, draft_id=draft.pk)

    def test_is_for_the_one_who_filled_it_in(self):
        draft = filled()

        with pytest.raises(OnlyCitizensApply):
            submit_application(actor=officer(), draft_id=draft.pk)
        with pytest.raises(DraftNotFound):
            submit_application(actor=STRANGER, draft_id=draft.pk)


class TestAcceptCase:
    def test_tells_the_applicant_who_has_it(self, topics, trail):
        case = accept_case(actor=officer(), reference=submitted().reference, seen_revision=1)

        step = case.steps.last()
        assert (case.status, case.revision, case.handler_name) == (CaseStatus.ACCEPTED, 2, "徐磊")
        assert (step.title, step.department, step.person) == ("已受理", "明州市公安局", "徐磊")
        assert topics()[-1] == "case-accepted"
        assert trail()[-1] == "case_accepted"

    def test_happens_once(self):
        case = accept_case(actor=officer(), reference=submitted().reference, seen_revision=1)

        with pytest.raises(CaseMovedOn):
            accept_case(actor=officer(), reference=case.reference, seen_revision=2)

    @pytest.mark.parametrize("actor", [CHEN, STRANGER, editor()])
    def test_is_for_officers(self, actor):
        with pytest.raises(OnlyOfficersOfTheDepartment):
            accept_case(actor=actor, reference=submitted().reference, seen_revision=1)

    def test_is_for_officers_of_the_department(self):
        DepartmentFactory(code="renshe", name="明州市人社局")

        with pytest.raises(CaseNotFound):
            accept_case(actor=officer("renshe"), reference=submitted().reference, seen_revision=1)

    def test_needs_to_have_seen_the_present_state(self):
        case = accept_case(actor=officer(), reference=submitted().reference, seen_revision=1)

        with pytest.raises(CaseMovedOn, match="情况已经变化"):
            decide_case(
                actor=officer(number=12),
                reference=case.reference,
                seen_revision=1,
                outcome=Outcome.GRANTED,
            )


class TestDecideCase:
    def test_grants(self, topics, trail):
        case = decided()

        told = OutgoingMessage.objects.last().payload["data"]
        assert case.status == CaseStatus.GRANTED
        assert case.closed_at is not None
        assert titles(case) == ["您提交了申请", "办好了"]
        assert topics() == ["application-submitted", "case-decided"]
        assert told["outcome"] == "granted"
        assert AuditEntry.objects.last().details == {"outcome": "granted"}
        assert trail()[-1] == "case_decided"

    def test_refuses_with_the_reason_for_the_applicant(self):
        case = decided(Outcome.REFUSED, "<b>没有住满半年</b>")

        assert (case.status, case.reason) == (CaseStatus.REFUSED, "<b>没有住满半年</b>")
        assert case.steps.last().text == "<b>没有住满半年</b>"

    def test_never_refuses_without_a_reason(self):
        with pytest.raises(ReasonMissing) as refusal:
            decided(Outcome.REFUSED, "  ")

        assert "理由" in refusal.value.fields["reason"]
        assert Case.objects.get().status == CaseStatus.SUBMITTED

    def test_is_final(self):
        case = decided()

        for deed in (
            lambda: decide_case(
                actor=officer(),
                reference=case.reference,
                seen_revision=2,
                outcome=Outcome.REFUSED,
                reason="改主意",
            ),
            lambda: request_correction(
                actor=officer(), reference=case.reference, seen_revision=2, message="再补"
            ),
            lambda: withdraw_application(actor=CHEN, reference=case.reference),
        ):
            with pytest.raises(CaseAlreadyClosed):
                deed()

    def test_waits_for_the_applicant_to_correct(self):
        case = asked()

        with pytest.raises(CaseMovedOn):
            decide_case(
                actor=officer(),
                reference=case.reference,
                seen_revision=2,
                outcome=Outcome.GRANTED,
            )


class TestRequestCorrection:
    @time_machine.travel(MONDAY, tick=False)
    def test_tells_once_and_whole_and_stops_the_clock(self, topics, trail):
        case = asked("proof", "nothing")

        assert case.status == CaseStatus.NEEDS_CORRECTION
        assert (case.due_on, case.days_left) == (None, 3)
        assert case.correction.fields == ["proof"]
        assert case.correction.due_on == date(2026, 11, 30)
        assert topics()[-1] == "correction-requested"
        assert trail()[-1] == "correction_requested"

    def test_needs_words(self):
        with pytest.raises(ReasonMissing) as refusal:
            asked(message=" ")

        assert "一次说全" in refusal.value.fields["message"]

    def test_cannot_be_told_a_second_time(self):
        case = correct_application(
            actor=CHEN, reference=asked().reference, typed={"correction_note": "重拍了"}
        )

        with pytest.raises(CorrectionAlreadyRequested, match="一次告知"):
            request_correction(
                actor=officer(), reference=case.reference, seen_revision=3, message="还有"
            )

    def test_is_for_officers(self):
        with pytest.raises(OnlyOfficersOfTheDepartment):
            request_correction(
                actor=CHEN, reference=submitted().reference, seen_revision=1, message="x"
            )


class TestCorrectApplication:
    def test_lets_the_clock_run_on_with_the_days_that_were_left(self, topics, trail):
        with time_machine.travel(MONDAY, tick=False) as clock:
            reference = asked().reference
            clock.move_to(WEDNESDAY)
            case = correct_application(
                actor=CHEN, reference=reference, typed={"correction_note": "重拍了"}
            )

        assert (case.status, case.due_on, case.days_left) == (
            CaseStatus.CORRECTED,
            date(2026, 11, 30),
            None,
        )
        assert case.answers.find("correction_note").value == "重拍了"
        assert topics()[-1] == "application-corrected"
        assert trail()[-1] == "application_corrected"

    def test_replaces_the_named_answers_only(self):
        case = asked("address", "kind")

        case = correct_application(
            actor=CHEN,
            reference=case.reference,
            typed={"address": "学院路88号", "kind": "首次申领", "name": "冒充"},
        )

        answers = case.answers
        assert answers.find("address").value == "学院路88号"
        assert answers.find("name").value == "陈悦"

    def test_takes_a_new_file_which_the_officer_sees_once_it_is_sent(self):
        case = asked("proof")
        attach_correction_file(
            actor=CHEN, reference=case.reference, field="proof", name="旧.pdf", content=PDF
        )
        file = attach_correction_file(
            actor=CHEN, reference=case.reference, field="proof", name="清楚.png", content=PNG
        )
        with pytest.raises(StoredFileNotFound):
            open_file(actor=officer(), file_id=file.pk)

        case = correct_application(actor=CHEN, reference=case.reference, typed={})

        assert case.answers.find("proof").value == str(file.pk)
        assert open_file(actor=officer(), file_id=file.pk).name == "清楚.png"
        assert len(files_of_dossier(case.dossier_id)) == 2, "the first one and the last one"

    def test_keeps_a_file_that_need_not_be_brought_anew(self):
        draft = filled()
        photo = attach_file(
            actor=CHEN, draft_id=draft.pk, field="photo", name="我.png", content=PNG
        )
        case = submit_application(actor=CHEN, draft_id=draft.pk)
        request_correction(
            actor=officer(),
            reference=case.reference,
            seen_revision=1,
            message="看不清",
            fields=["photo"],
        )

        case = correct_application(
            actor=CHEN, reference=case.reference, typed={"correction_note": "只有这一张"}
        )

        assert case.answers.find("photo").value == str(photo.pk)

    def test_shows_what_an_office_had_on_record_beside_the_new_value(self):
        case = asked("name", "phone")

        case = correct_application(
            actor=CHEN,
            reference=case.reference,
            typed={"name": "陈悦", "phone": "19900000002"},
        )

        name, phone = case.answers.find("name"), case.answers.find("phone")
        assert (name.source, name.replaced) == ("市公安局人口库", "")
        assert (phone.value, phone.replaced) == ("19900000002", "19900000001")

    def test_says_what_is_missing_beside_each_field(self):
        case = asked("proof", "address")

        with pytest.raises(CorrectionNotComplete) as refusal:
            correct_application(actor=CHEN, reference=case.reference, typed={})

        assert set(refusal.value.fields) == {"proof", "address"}
        assert Case.objects.get().needs_correction

    def test_is_not_empty(self):
        case = asked()

        with pytest.raises(CorrectionNotComplete) as refusal:
            correct_application(actor=CHEN, reference=case.reference, typed={})

        assert "写一句说明" in refusal.value.fields["correction_note"]

    def test_happens_once_and_only_when_it_was_asked(self):
        with pytest.raises(CaseMovedOn):
            correct_application(actor=CHEN, reference=submitted().reference, typed={})
        case = asked()
        correct_application(actor=CHEN, reference=case.reference, typed={"correction_note": "一"})
        with pytest.raises(CaseMovedOn):
            correct_application(
                actor=CHEN, reference=case.reference, typed={"correction_note": "二"}
            )

    def test_is_for_the_applicant(self):
        case = asked("proof")

        with pytest.raises(CaseNotFound):
            correct_application(actor=STRANGER, reference=case.reference, typed={})
        with pytest.raises(OnlyTheApplicant):
            correct_application(actor=officer(), reference=case.reference, typed={})
        with pytest.raises(CaseNotFound):
            attach_correction_file(
                actor=STRANGER, reference=case.reference, field="proof", name="x", content=PDF
            )

    def test_takes_files_only_for_what_was_asked(self):
        with pytest.raises(FieldNotFound):
            attach_correction_file(
                actor=CHEN, reference=asked().reference, field="proof", name="x", content=PDF
            )


class TestWithdrawApplication:
    def test_takes_the_application_back(self, topics, trail):
        case = withdraw_application(actor=CHEN, reference=submitted().reference)

        assert case.status == CaseStatus.WITHDRAWN
        assert topics()[-1] == "case-withdrawn"
        assert trail()[-1] == "application_withdrawn"

    def test_is_possible_while_a_correction_is_waited_for(self):
        assert withdraw_application(actor=CHEN, reference=asked().reference).closed_at

    def test_is_for_the_applicant(self):
        case = submitted()

        with pytest.raises(CaseNotFound):
            withdraw_application(actor=STRANGER, reference=case.reference)
        with pytest.raises(OnlyTheApplicant):
            withdraw_application(actor=officer(), reference=case.reference)


class TestOpenCase:
    def test_by_an_officer_is_on_record_with_its_purpose(self):
        case = CaseFactory()

        open_case(actor=officer(), reference=case.reference)

        entry = AuditEntry.objects.last()
        assert entry.action == "case_read"
        assert entry.details["purpose"] == "审查“居住证申领、签注”申请"

    def test_by_the_applicant_is_nobodys_business(self, trail):
        open_case(actor=CHEN, reference=CaseFactory().reference)

        assert "case_read" not in trail()

    @pytest.mark.parametrize("actor", [STRANGER, officer("renshe"), editor()])
    def test_by_a_stranger_finds_nothing_and_is_on_record(self, actor, trail):
        case = CaseFactory()

        with pytest.raises(CaseNotFound):
            open_case(actor=actor, reference=case.reference)

        assert trail()[-1] == "case_refused"


def test_a_case_goes_all_the_way(topics):
    case = asked("proof")
    attach_correction_file(
        actor=CHEN, reference=case.reference, field="proof", name="清楚.pdf", content=PDF
    )
    correct_application(actor=CHEN, reference=case.reference, typed={})
    case = decide_case(
        actor=officer(), reference=case.reference, seen_revision=3, outcome=Outcome.GRANTED
    )

    assert titles(case) == ["您提交了申请", "请您补正", "您补正了材料", "办好了"]
    assert topics() == [
        "application-submitted",
        "correction-requested",
        "application-corrected",
        "case-decided",
    ]


def test_a_reference_nobody_has_is_not_found():
    for deed in (
        lambda: withdraw_application(actor=CHEN, reference=str(uuid4())),
        lambda: accept_case(actor=officer(), reference="x", seen_revision=1),
    ):
        with pytest.raises(CaseNotFound):
            deed()
