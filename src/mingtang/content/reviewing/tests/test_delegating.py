from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from mingtang.content.reviewing.commands import approve_text, proofread_text
from mingtang.content.reviewing.delegating import Absence, delegate_level, revoke_delegation
from mingtang.content.reviewing.errors import (
    AbsentPersonIsBarred,
    AlreadyAtAnotherLevel,
    DelegationRefused,
    NotYourLevel,
    NotYoursToDelegate,
    OwnText,
)
from mingtang.content.reviewing.levels import Level
from mingtang.content.reviewing.models import Decision
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import (
    department_reviewer,
    editor,
    final_reviewer,
    legal_reviewer,
    staff,
)
from mingtang.kernel.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def helper():
    return staff("代办员", "editor")


def absence(absent, stand_in, *, level=Level.DEPARTMENT, begins=0, ends=2, reason="出差"):
    today = timezone.localdate()
    return Absence(
        level=level,
        absent_id=absent.id,
        stand_in_id=stand_in.id,
        begins_on=today + timedelta(days=begins),
        ends_on=today + timedelta(days=ends),
        reason=reason,
    )


def arrange(absent, stand_in, *, by=None, **wish):
    return delegate_level(actor=by or absent, absence=absence(absent, stand_in, **wish))


class TestStandingIn:
    def test_is_told_in_every_act(self):
        page = make.draft()
        make.send(page)
        arrange(department_reviewer(), helper())

        make.approve(page, helper())

        acts = Decision.objects.filter(page_number=page.pk)
        assert {one.signature for one in acts} == {"代办员（代何静）"}
        told = AuditEntry.objects.filter(action="content.text-approved").first()
        assert told.details["for_name"] == "何静"

    def test_of_the_last_level_publishes(self):
        page = make.draft()
        make.send(page)
        arrange(final_reviewer(), helper(), level=Level.FINAL)

        make.approve(page, department_reviewer(), legal_reviewer(), helper())

        page.refresh_from_db()
        assert page.live

    def test_is_for_that_level_only(self):
        page = make.draft()
        make.send(page)
        arrange(legal_reviewer(), helper(), level=Level.LEGAL)

        with pytest.raises(NotYourLevel):
            make.approve(page, helper())

    @pytest.mark.parametrize("days", [-1, 3])
    def test_is_for_those_days_only(self, days):
        with time_machine.travel(MONDAY, tick=False):
            page = make.draft()
            make.send(page)
            arrange(department_reviewer(), helper())

        with (
            time_machine.travel(MONDAY + timedelta(days=days), tick=False),
            pytest.raises(NotYourLevel),
        ):
            make.approve(page, helper())

    def test_never_makes_two_levels_of_one_person(self):
        page, both = make.draft(), staff("也是法务", "reviewer.legal")
        make.send(page)
        arrange(department_reviewer(), both)
        make.approve(page, both)

        with pytest.raises(AlreadyAtAnotherLevel):
            make.approve(page, both)

    def test_does_not_let_the_absent_person_sign_another_level(self):
        page, both = make.draft(), staff("两级都有", "reviewer.department", "reviewer.legal")
        make.send(page)
        arrange(both, helper())
        make.approve(page, helper())

        with pytest.raises(AlreadyAtAnotherLevel):
            make.approve(page, both)

    def test_does_not_bring_the_absent_person_to_a_second_level(self):
        page, both = make.draft(), staff("两级都有", "reviewer.department", "reviewer.legal")
        make.send(page)
        make.approve(page, both)
        arrange(both, helper(), level=Level.LEGAL)

        with pytest.raises(AbsentPersonIsBarred):
            make.approve(page, helper())

    def test_is_refused_to_the_author(self):
        page = make.draft(author=helper())
        make.send(page, by=helper())
        arrange(department_reviewer(), helper())

        with pytest.raises(OwnText):
            make.approve(page, helper())

    def test_ends_when_it_is_taken_back(self):
        page = make.draft()
        make.send(page)
        made = arrange(department_reviewer(), helper())
        proofread_text(actor=helper(), seen=make.seen(page))

        revoke_delegation(actor=department_reviewer(), delegation_number=made.pk)

        with pytest.raises(NotYourLevel):
            approve_text(actor=helper(), seen=make.seen(page))

    def test_ends_when_the_absent_person_loses_the_role(self):
        page = make.draft()
        make.send(page)
        arrange(department_reviewer(), helper())
        staff("何静", "editor")

        with pytest.raises(NotYourLevel):
            proofread_text(actor=helper(), seen=make.seen(page))


class TestDelegateLevel:
    def test_a_final_reviewer_may_arrange_it_for_somebody_who_fell_ill(self):
        made = arrange(department_reviewer(), helper(), by=final_reviewer())

        assert (made.absent_name, made.arranged_by_name) == ("何静", "梁志远")

    def test_nobody_else_arranges_it_for_others(self):
        with pytest.raises(NotYoursToDelegate):
            arrange(department_reviewer(), helper(), by=legal_reviewer())

    def test_nobody_gives_away_a_level_they_do_not_have(self):
        with pytest.raises(DelegationRefused):
            arrange(department_reviewer(), helper(), level=Level.FINAL)

    def test_an_editor_has_nothing_to_give(self):
        with pytest.raises(DelegationRefused):
            arrange(editor(), helper())

    @pytest.mark.parametrize(
        "wish",
        [{"ends": -1}, {"begins": -5, "ends": -2}, {"ends": 200}, {"reason": " "}],
    )
    def test_refuses_wrong_days_and_missing_reasons(self, wish):
        with pytest.raises(DelegationRefused):
            arrange(department_reviewer(), helper(), **wish)

    def test_refuses_oneself(self):
        with pytest.raises(DelegationRefused):
            arrange(department_reviewer(), department_reviewer())

    def test_refuses_a_chain(self):
        arrange(department_reviewer(), legal_reviewer())

        with pytest.raises(DelegationRefused, match="改"):
            arrange(legal_reviewer(), helper(), level=Level.LEGAL)

    def test_refuses_a_stand_in_who_is_away(self):
        arrange(legal_reviewer(), helper(), level=Level.LEGAL)

        with pytest.raises(DelegationRefused):
            arrange(department_reviewer(), legal_reviewer())

    def test_refuses_a_ring(self):
        other = staff("另一位初审", "reviewer.department")
        arrange(department_reviewer(), other)

        with pytest.raises(DelegationRefused):
            arrange(other, department_reviewer())

    def test_refuses_two_stand_ins_in_the_same_days(self):
        arrange(department_reviewer(), helper())

        with pytest.raises(DelegationRefused):
            arrange(department_reviewer(), editor(), begins=1, ends=5)

    def test_the_same_two_may_change_places_in_other_days(self):
        other = staff("另一位初审", "reviewer.department")
        arrange(department_reviewer(), other)

        assert arrange(other, department_reviewer(), begins=3, ends=5)
