import pytest

from mingtang.content.publishing.models import Publication
from mingtang.content.reviewing.commands import (
    Seen,
    approve_text,
    keep_history,
    proofread_text,
    return_text,
)
from mingtang.content.reviewing.errors import (
    AlreadyAtAnotherLevel,
    AlreadyProofread,
    NotYourLevel,
    OnlyInTheReviewList,
    OnlyThePlatformKeepsHistory,
    OwnText,
    ProofreadFirst,
    ReasonMissing,
    ReviewNotFound,
    TextHasChanged,
)
from mingtang.content.reviewing.levels import ALL_ACTS
from mingtang.content.reviewing.models import Decision, Outcome, ReviewTask
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import (
    department_reviewer,
    editor,
    final_reviewer,
    legal_reviewer,
    staff,
)

pytestmark = pytest.mark.django_db


class TestApproveText:
    def test_three_people_make_a_page_public(self):
        page = make.draft()
        make.send(page)

        make.approve(page, department_reviewer(), legal_reviewer(), final_reviewer())

        page.refresh_from_db()
        assert page.live
        assert Publication.objects.get(pk=page.pk).revision_id == page.live_revision_id

    def test_two_levels_are_not_enough(self):
        page = make.draft()
        make.send(page)

        make.approve(page, department_reviewer(), legal_reviewer())

        page.refresh_from_db()
        assert not page.live

    def test_records_person_level_and_sm3(self):
        page = make.draft()
        make.send(page)
        seen = make.seen(page)

        proofread_text(actor=department_reviewer(), seen=seen, comment="文字准确")

        decision = Decision.objects.get(page_number=page.pk)
        assert (decision.level, decision.act, decision.reviewer_name) == (1, "proofreading", "何静")
        assert (decision.digest, decision.comment) == (seen.digest, "文字准确")

    def test_six_acts_are_on_record_for_one_text(self):
        page = make.published()

        acts = Decision.objects.filter(page_number=page.pk)
        assert {(one.level, one.act) for one in acts} == ALL_ACTS
        assert len({one.digest for one in acts}) == 1

    def test_refuses_to_decide_before_the_text_was_proofread(self):
        page = make.draft()
        make.send(page)

        with pytest.raises(ProofreadFirst):
            approve_text(actor=department_reviewer(), seen=make.seen(page))

    def test_two_people_of_a_level_may_share_its_acts(self):
        page = make.draft()
        make.send(page)

        proofread_text(actor=staff("校对员", "reviewer.department"), seen=make.seen(page))
        approve_text(actor=department_reviewer(), seen=make.seen(page))

        page.refresh_from_db()
        assert page.current_workflow_task.level == 2

    def test_one_level_is_proofread_once(self):
        page = make.draft()
        make.send(page)
        proofread_text(actor=department_reviewer(), seen=make.seen(page))

        with pytest.raises(AlreadyProofread):
            proofread_text(actor=staff("又一位", "reviewer.department"), seen=make.seen(page))

    @pytest.mark.parametrize("act", [proofread_text, approve_text])
    def test_whoever_proofread_a_level_does_nothing_at_another(self, act):
        both = staff("两级都有", "reviewer.department", "reviewer.legal")
        page = make.draft()
        make.send(page)
        proofread_text(actor=both, seen=make.seen(page))
        approve_text(actor=department_reviewer(), seen=make.seen(page))

        with pytest.raises(AlreadyAtAnotherLevel):
            act(actor=both, seen=make.seen(page))

    def test_a_change_between_the_two_acts_begins_again(self):
        page = make.draft()
        make.send(page)
        proofread_text(actor=department_reviewer(), seen=make.seen(page))
        page.title = "校对之后改了"
        page.save_revision(user=make.user_of(editor()))

        decision = approve_text(actor=department_reviewer(), seen=make.seen(page))

        assert decision.outcome == Outcome.RESTARTED
        make.approve(page, *make.reviewers())
        page.refresh_from_db()
        assert page.live

    @pytest.mark.parametrize("role", ["editor", "reviewer.legal", "reviewer.final", "officer"])
    def test_refuses_who_does_not_hold_the_level(self, role):
        page = make.draft()
        make.send(page)

        with pytest.raises(NotYourLevel):
            make.approve(page, staff("别人", role))

    def test_refuses_the_editor_themselves(self):
        both = staff("身兼两职", "editor", "reviewer.department")
        page = make.draft(author=both)
        make.send(page, by=both)

        with pytest.raises(OwnText):
            make.approve(page, both)

    def test_refuses_somebody_who_only_touched_the_text_once(self):
        helper = staff("改过一次", "editor", "reviewer.legal")
        page = make.draft()
        page.save_revision(user=make.user_of(helper))
        page.save_revision(user=make.user_of(editor()))
        make.send(page)
        make.approve(page, department_reviewer())

        with pytest.raises(OwnText):
            make.approve(page, helper)

    def test_refuses_the_same_person_at_two_levels(self):
        both = staff("两级都有", "reviewer.department", "reviewer.legal")
        page = make.draft()
        make.send(page)
        make.approve(page, both)

        with pytest.raises(AlreadyAtAnotherLevel):
            make.approve(page, both)

    def test_refuses_a_text_that_changed_since_it_was_read(self):
        page = make.draft()
        make.send(page)
        seen = make.seen(page)
        page.title = "换了标题"
        page.save_revision(user=make.user_of(editor()))

        with pytest.raises(TextHasChanged):
            approve_text(actor=department_reviewer(), seen=seen)

    def test_a_change_after_a_level_returns_to_the_first(self):
        page = make.draft()
        make.send(page)
        make.approve(page, department_reviewer())
        page.title = "初审之后改了"
        page.save_revision(user=make.user_of(editor()))

        decision = approve_text(actor=legal_reviewer(), seen=make.seen(page))

        page.refresh_from_db()
        assert decision.outcome == Outcome.RESTARTED
        assert page.current_workflow_task.level == 1
        make.approve(page, department_reviewer(), legal_reviewer(), final_reviewer())
        page.refresh_from_db()
        assert page.live
        assert page.title == "初审之后改了"

    def test_refuses_a_second_decision_on_the_same_level(self):
        page = make.draft()
        make.send(page)
        seen = make.seen(page)
        make.approve(page, department_reviewer())

        with pytest.raises(ReviewNotFound):
            approve_text(actor=staff("另一位", "reviewer.department"), seen=seen)


class TestReturnText:
    def test_goes_back_to_the_editor_and_starts_over(self):
        page = make.draft()
        make.send(page)
        make.approve(page, department_reviewer())

        return_text(actor=legal_reviewer(), seen=make.seen(page), comment="依据写错了")

        page.refresh_from_db()
        assert not page.workflow_in_progress
        make.send(page)
        assert page.current_workflow_task.level == 1

    def test_needs_a_reason(self):
        page = make.draft()
        make.send(page)

        with pytest.raises(ReasonMissing):
            return_text(actor=department_reviewer(), seen=make.seen(page), comment=" ")


class TestOtherWays:
    def test_wagtail_itself_cannot_decide(self):
        page = make.draft()
        state = make.send(page)
        task = ReviewTask.objects.get(level=1)

        with pytest.raises(OnlyInTheReviewList):
            task.on_action(state.current_task_state, make.user_of(editor()), "approve")

        assert task.get_actions(page, make.user_of(department_reviewer())) == []

    def test_nobody_can_edit_while_it_is_reviewed(self):
        page = make.draft()
        make.send(page)
        page.refresh_from_db()

        assert page.get_lock().for_user(make.user_of(editor()))

    def test_only_the_platform_puts_history_on_record(self):
        page = make.draft()

        with pytest.raises(OnlyThePlatformKeepsHistory):
            keep_history(
                actor=final_reviewer(),
                page=page,
                revision=page.get_latest_revision(),
                origin="自己说的",
            )

    def test_a_made_up_review_does_not_exist(self):
        with pytest.raises(ReviewNotFound):
            approve_text(actor=department_reviewer(), seen=Seen(task_state_number=0, digest=""))
