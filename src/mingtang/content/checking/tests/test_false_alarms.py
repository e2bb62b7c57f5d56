import pytest

from mingtang.content.checking import errors
from mingtang.content.checking.commands.false_alarms import (
    Dismissal,
    record_false_alarm,
    revoke_false_alarm,
)
from mingtang.content.checking.models import FalseAlarm, Scope
from mingtang.content.checking.queries import blocking_findings_in, findings_in, judged_in
from mingtang.content.checking.tests import factories as wrong
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import (
    citizen,
    department_reviewer,
    editor,
    final_reviewer,
    legal_reviewer,
)
from mingtang.kernel.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def dismiss(page, actor, *, scope=Scope.HERE, reason="原文如此"):
    judged = judged_in(page)[0]
    dismissal = Dismissal(judged.finding.rule, judged.place_key, scope, reason)
    return record_false_alarm(actor=actor, page=page, dismissal=dismissal)


class TestRecording:
    def test_takes_the_finding_off_the_list(self):
        page = wrong.draft("请核对帐户。")

        alarm = dismiss(page, editor())

        assert findings_in(page) == []
        assert (alarm.recorded_by, alarm.reason) == ("周敏", "原文如此")

    def test_stands_in_the_audit_chain(self):
        dismiss(wrong.draft("请核对帐户。"), editor())

        entry = AuditEntry.objects.get(action="content.false-alarm-recorded")

        assert entry.details["word"] == "帐户"

    def test_for_one_place_does_not_cover_another(self):
        page = wrong.draft("请核对帐户。其他人的帐户不用管。")
        dismiss(page, editor())

        assert [f.word for f in findings_in(page)] == ["帐户"]

    def test_for_a_page_covers_the_word_in_it(self):
        page = wrong.draft("请核对帐户。其他人的帐户不用管。")
        dismiss(page, editor(), scope=Scope.PAGE)

        other = make.draft(make.column("b"), title="核对帐户", slug="b")
        assert findings_in(page) == []
        assert [f.word for f in findings_in(other)] == ["帐户"]

    def test_everywhere_covers_other_pages(self):
        dismiss(wrong.draft("请核对帐户。"), final_reviewer(), scope=Scope.EVERYWHERE)

        assert findings_in(make.draft(make.column("b"), title="核对帐户", slug="b")) == []

    def test_everywhere_is_for_the_final_reviewer(self):
        with pytest.raises(errors.EverywhereIsForFinalReviewers):
            dismiss(wrong.draft("请核对帐户。"), legal_reviewer(), scope=Scope.EVERYWHERE)

    def test_wants_a_reason(self):
        with pytest.raises(errors.LexiconReasonMissing):
            dismiss(wrong.draft("请核对帐户。"), editor(), reason=" ")

    def test_is_not_for_others(self):
        with pytest.raises(errors.OnlyCheckers):
            dismiss(wrong.draft("请核对帐户。"), citizen())

    def test_wants_a_finding_that_is_there(self):
        page = wrong.draft("请核对帐户。")
        dismissal = Dismissal("word:别的", "0" * 64, Scope.HERE, "没有")

        with pytest.raises(errors.FindingNotFound):
            record_false_alarm(actor=editor(), page=page, dismissal=dismissal)

    def test_twice_is_recorded_once(self):
        page = wrong.draft("请核对帐户。")

        assert dismiss(page, editor()) == dismiss(page, legal_reviewer())
        assert FalseAlarm.objects.count() == 1


class TestPersonalData:
    def page(self):
        return wrong.draft(f"证件号{wrong.IDENTITY_NUMBER}。")

    @pytest.mark.parametrize("scope", [Scope.HERE, Scope.PAGE])
    def test_cannot_be_dismissed_by_the_author(self, scope):
        with pytest.raises(errors.NotByItsAuthor):
            dismiss(self.page(), editor(), scope=scope)

    def test_cannot_be_dismissed_by_a_reviewer_who_changed_the_text(self):
        page = self.page()
        page.save_revision(user=make.user_of(department_reviewer()))

        with pytest.raises(errors.NotByItsAuthor):
            dismiss(page, department_reviewer())

    def test_can_be_by_another_reviewer(self):
        page = self.page()

        alarm = dismiss(page, department_reviewer())

        assert blocking_findings_in(page) == []
        assert wrong.IDENTITY_NUMBER not in alarm.word + alarm.context

    def test_never_everywhere(self):
        with pytest.raises(errors.PersonalDataOnlyHere):
            dismiss(self.page(), final_reviewer(), scope=Scope.EVERYWHERE)


class TestRevoking:
    def test_lets_the_finding_count_again(self):
        page = wrong.draft("请核对帐户。")
        alarm = dismiss(page, editor())

        revoke_false_alarm(actor=department_reviewer(), number=alarm.pk, reason="看错了")

        assert [f.word for f in findings_in(page)] == ["帐户"]
        assert AuditEntry.objects.filter(action="content.false-alarm-revoked").exists()

    def test_is_for_reviewers_and_whoever_recorded_it(self):
        alarm = dismiss(wrong.draft("请核对帐户。"), legal_reviewer())

        with pytest.raises(errors.OnlyCheckers):
            revoke_false_alarm(actor=editor(), number=alarm.pk, reason="看错了")

    def test_wants_a_reason_and_happens_once(self):
        alarm = dismiss(wrong.draft("请核对帐户。"), editor())

        with pytest.raises(errors.LexiconReasonMissing):
            revoke_false_alarm(actor=editor(), number=alarm.pk, reason="")
        revoke_false_alarm(actor=editor(), number=alarm.pk, reason="看错了")
        with pytest.raises(errors.FalseAlarmRevoked):
            revoke_false_alarm(actor=editor(), number=alarm.pk, reason="看错了")
