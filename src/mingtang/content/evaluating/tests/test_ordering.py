from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from mingtang.content.evaluating.commands import ordering
from mingtang.content.evaluating.commands.ordering import fulfil_order, order_arrangement
from mingtang.content.evaluating.commands.proposals import find_proposals
from mingtang.content.evaluating.errors import (
    ArrangementUnderWay,
    OnlyThoseInChargeArrange,
    ProposalAlreadyDecided,
    TitlesMissing,
)
from mingtang.content.evaluating.models import Deed, Order, Proposal, Status
from mingtang.content.evaluating.tests import factories as given
from mingtang.content.identity.models import StaffMember
from mingtang.content.publishing.models import Publication
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import editor, final_reviewer
from mingtang.kernel.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def proposal():
    parent = given.column(make.home(), "bianmin", "便民", kind="index")
    columns = [given.column(parent, slug, f"租房{slug}") for slug in "ab"]
    for column in columns:
        given.article(column, f"wen-{column.slug}", f"租房{column.slug}问", "怎样租房")
    numbers = [column.pk for column in columns]
    group = {"title": "住房租赁", "slug": "zhufang", "into": None, "columns": numbers}
    return Proposal.objects.create(
        kind="merge",
        parent_number=parent.pk,
        title="合并",
        plan={"groups": [{**group, "articles": [], "count": 2}]},
        fingerprint="x",
    )


def order(proposal, deed=Deed.CARRY_OUT, *, actor=None, titles=None):
    order_arrangement(actor=actor or final_reviewer(), number=proposal.pk, deed=deed, titles=titles)


def status(proposal):
    return Proposal.objects.get(pk=proposal.pk).status


def breaking(error):
    def fail(**_):
        raise error

    return fail


def test_a_press_leaves_a_job_and_nothing_else_is_done_yet(proposal):
    order(proposal, titles=["安心租房"])

    assert status(proposal) == Status.PROPOSED
    job = ProcrastinateJob.objects.get(task_name=ordering.ARRANGE)
    assert job.args["proposal_number"] == proposal.pk


def test_the_decision_and_the_audit_name_the_person_who_pressed(proposal):
    order(proposal, titles=["安心租房"])

    fulfil_order(proposal_number=proposal.pk)

    assert Proposal.objects.get().decided_by == "梁志远"
    entry = AuditEntry.objects.get(action="content.columns-arranged")
    assert entry.actor_id == final_reviewer().id
    assert Publication.objects.filter(title="安心租房").exists()


def test_a_repeated_job_does_it_once(proposal):
    order(proposal)
    fulfil_order(proposal_number=proposal.pk)

    fulfil_order(proposal_number=proposal.pk)

    assert status(proposal) == Status.CARRIED_OUT
    assert AuditEntry.objects.filter(action="content.columns-arranged").count() == 1


def test_an_undo_is_ordered_in_the_same_way(proposal):
    order(proposal)
    fulfil_order(proposal_number=proposal.pk)

    order(proposal, Deed.UNDO)
    fulfil_order(proposal_number=proposal.pk)

    assert status(proposal) == Status.UNDONE
    assert not Order.objects.exists()


def test_a_press_is_refused_at_once_to_others_and_for_what_does_not_fit(proposal):
    with pytest.raises(OnlyThoseInChargeArrange):
        order(proposal, actor=editor())
    with pytest.raises(ProposalAlreadyDecided):
        order(proposal, Deed.UNDO)
    with pytest.raises(TitlesMissing):
        order(proposal, titles=[""])

    assert not Order.objects.exists()


def test_a_name_with_a_serious_error_is_refused_with_its_sentence(proposal):
    with pytest.raises(TitlesMissing) as refused:
        order(proposal, titles=["台湾总统租房"])

    assert "严重错误" in refused.value.fields["titles"]
    assert not Order.objects.exists()


def test_a_second_press_is_refused_while_the_first_is_under_way(proposal):
    order(proposal)

    with pytest.raises(ArrangementUnderWay):
        order(proposal)


def test_an_order_nobody_brought_to_an_end_is_void_and_can_be_given_again(proposal):
    order(proposal)
    Order.objects.update(ordered_at=timezone.now() - timedelta(hours=2))

    fulfil_order(proposal_number=proposal.pk)
    assert status(proposal) == Status.PROPOSED
    order(proposal)

    assert Order.objects.get().is_under_way


def test_whoever_has_left_the_post_meanwhile_is_refused(proposal):
    order(proposal)
    StaffMember.objects.filter(pk=final_reviewer().id).update(roles_key="editor")

    fulfil_order(proposal_number=proposal.pk)

    assert Order.objects.get().sentence == OnlyThoseInChargeArrange.message
    assert status(proposal) == Status.PROPOSED


def test_a_fault_opens_the_proposal_again_and_is_not_hidden(proposal, monkeypatch):
    order(proposal)
    monkeypatch.setattr(ordering, "carry_out_proposal", breaking(ZeroDivisionError()))

    with pytest.raises(ZeroDivisionError):
        fulfil_order(proposal_number=proposal.pk)

    assert "系统出了错" in Order.objects.get().sentence


def test_a_database_in_the_way_leaves_the_order_for_the_next_attempt(proposal, monkeypatch):
    order(proposal)
    with monkeypatch.context() as broken:
        broken.setattr(ordering, "carry_out_proposal", breaking(OperationalError("deadlock")))
        with pytest.raises(OperationalError):
            fulfil_order(proposal_number=proposal.pk)

    fulfil_order(proposal_number=proposal.pk)

    assert status(proposal) == Status.CARRIED_OUT


def test_a_look_for_better_columns_leaves_alone_what_is_under_way(proposal):
    order(proposal)

    assert proposal in find_proposals()
    assert status(proposal) == Status.PROPOSED
