from datetime import timedelta

import pytest
from django.utils import timezone

from mingtang.content.evaluating.commands.proposals import find_proposals
from mingtang.content.evaluating.models import Feedback, PageDay, Proposal, Status
from mingtang.content.evaluating.queries.health import column_lines, page_lines
from mingtang.content.evaluating.tasks import arrange_columns
from mingtang.content.evaluating.tests import factories as given
from mingtang.content.identity.tests.test_middleware import browser_of
from mingtang.content.pages.models import ArticlePage
from mingtang.content.publishing.errors import PageUnderReview
from mingtang.content.publishing.models import Publication
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import department_reviewer, editor, final_reviewer, staff
from mingtang.kernel.identity import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "uploads"


def operator():
    return staff("孙涛", Role.OPERATOR.value)


def get(actor, path="/cms/evaluating/"):
    return browser_of(actor).get(path)


def text(answer):
    return answer.content.decode()


def days_old(page, days):
    Publication.objects.filter(pk=page.pk).update(
        published_at=timezone.now() - timedelta(days=days)
    )


def states(path):
    (line,) = [line for line in column_lines() if line.path == path]
    return {state.code for state in line.states}


def visited(path, *, times=100):
    PageDay.objects.create(
        day=timezone.localdate(), path=path, visits=times, visitors=times, dwell=[0] * 12
    )


class TestHealth:
    def test_a_column_is_late_when_its_newest_page_is_and_a_zombie_when_nobody_comes(self):
        column = given.column(make.home(), "a", "甲", update_days=14)
        page = given.article(column, "x", "页", "字")
        days_old(page, 15)
        assert states("/a/") == {"zombie"}

        visited("/a/")

        assert states("/a/") == {"late"}

    def test_a_column_is_warned_before_its_time_is_over(self):
        column = given.column(make.home(), "a", "甲", update_days=180)
        days_old(given.article(column, "x", "页", "字"), 165)

        assert states("/a/") == {"near"}

    def test_a_column_is_blank_only_with_nothing_below(self):
        above = given.column(make.home(), "a", "甲")
        below = given.column(above, "b", "乙")
        given.column(above, "c", "丙")
        given.article(below, "x", "页", "字")

        assert (states("/a/"), states("/a/b/"), states("/a/c/")) == (set(), set(), {"blank"})

    def test_a_column_can_be_too_full(self, monkeypatch):
        from mingtang.content.optimising import states as judging

        limits = {**judging.rules(), "overfull_articles": 1}
        monkeypatch.setattr(judging, "rules", lambda: limits)
        column = given.column(make.home(), "a", "甲")
        for slug in ("x", "y"):
            given.article(column, slug, slug, "字")

        assert states("/a/") == {"overfull"}

    def test_a_page_nobody_ever_opened_is_named_after_a_month(self):
        column = given.column(make.home(), "a", "甲")
        days_old(given.article(column, "x", "页", "字"), 31)
        given.article(column, "y", "新页", "字")
        visited("/a/")

        named = {line.path for line in page_lines() if line.states}

        assert named == {"/a/x/"}


class TestTheCheck:
    @pytest.mark.parametrize("who", [editor, final_reviewer, operator])
    def test_is_shown_to_those_it_concerns(self, who):
        given.column(make.home(), "a", "甲栏目")

        shown = text(get(who()))

        assert "甲栏目" in shown
        assert "空白" in shown

    def test_is_refused_to_others(self):
        assert get(department_reviewer()).status_code == 403

    def test_shows_one_state_alone(self):
        column = given.column(make.home(), "a", "甲栏目")
        given.column(make.home(), "b", "乙栏目")
        given.article(column, "x", "页", "字")

        shown = text(get(editor(), "/cms/evaluating/?state=blank"))

        assert "乙栏目" in shown
        assert "甲栏目" not in shown


class TestThePageReport:
    def test_sorts_filters_and_exports(self):
        column = given.column(make.home(), "a", "甲")
        for slug, title in (("x", "第一页"), ("y", "=HYPERLINK(1)")):
            given.article(column, slug, title, "字")
        visited("/a/x/")
        Feedback.objects.create(
            page_number=Publication.objects.get(path="/a/y/").pk, is_useful=False, words="<i>旧</i>"
        )

        shown = text(get(editor(), "/cms/evaluating/pages/?sort=useless"))
        found = text(get(editor(), "/cms/evaluating/pages/?q=第一"))
        table = text(get(editor(), "/cms/evaluating/pages/?as=csv"))

        assert shown.index("HYPERLINK") < shown.index("第一页")
        assert "&lt;i&gt;旧" in shown
        assert "第一页" in found.split("<tbody>")[1]
        assert "HYPERLINK" not in found.split("<tbody>")[1].split("</tbody>")[0]
        assert table.startswith("\ufeff标题,地址")
        assert "'=HYPERLINK(1)" in table


@pytest.fixture
def proposal():
    parent = given.column(make.home(), "bianmin", "便民", kind="index")
    words = "租房 租赁 房源 配租 租金"
    for slug in ("a", "b", "c"):
        column = given.column(parent, slug, f"租房{slug}", description=words)
        given.article(column, f"wen-{slug}", f"租房租赁{slug}", f"怎样{words}，{words}")
        later = {f"/bianmin/{other}/": 200 for other in "abc" if other > slug}
        given.visits(f"/bianmin/{slug}/", sittings=400, day=timezone.localdate(), with_=later)
    (found,) = find_proposals()
    return found


def decide(actor, proposal, **data):
    return browser_of(actor).post(f"/cms/evaluating/proposals/{proposal.pk}/", data, follow=True)


def work(proposal):
    """The worker's part."""
    arrange_columns(proposal_number=proposal.pk)


class TestTheProposal:
    def test_shows_the_evidence_in_words_and_both_trees(self, proposal):
        shown = text(get(editor(), f"/cms/evaluating/proposals/{proposal.pk}/"))

        assert "同一批人在看" in shown
        assert "租房a" in shown
        assert "住房租赁" in shown
        assert "执行调整" not in shown

    def test_is_carried_out_with_one_button_and_taken_back_with_one(self, proposal):
        pressed = text(decide(final_reviewer(), proposal, deed="carry-out", title="安心租房"))
        assert "正在执行" in pressed
        assert "按提议移动 3 页" in pressed
        assert 'data-progress="yes"' in pressed
        assert ">刷新</a>" in pressed
        assert 'name="deed"' not in pressed
        work(proposal)
        done = text(get(editor(), f"/cms/evaluating/proposals/{proposal.pk}/"))
        assert "已执行" in done
        assert "梁志远" in done
        assert "data-progress" not in done
        assert Publication.objects.filter(title="安心租房").exists()

        assert "正在撤销" in text(decide(operator(), proposal, deed="undo"))
        work(proposal)

        assert "已撤销" in text(get(editor(), f"/cms/evaluating/proposals/{proposal.pk}/"))
        assert not Publication.objects.filter(title="安心租房").exists()

    def test_says_what_is_wrong_with_a_name_and_keeps_it(self, proposal):
        answer = decide(final_reviewer(), proposal, deed="carry-out", title="  ")

        assert answer.status_code == 422
        assert "每个新栏目都要有名称" in text(answer)

    @pytest.mark.parametrize("deed", ["carry-out", "dismiss"])
    def test_cannot_be_decided_again_while_it_is_under_way(self, proposal, deed):
        decide(final_reviewer(), proposal, deed="carry-out", title="安心租房")

        again = decide(operator(), proposal, deed=deed, title="安心租房")

        assert again.status_code == 409
        assert "正在执行或者撤销" in text(again)

    def test_says_why_it_was_not_done_and_can_be_pressed_again(self, proposal):
        page = ArticlePage.objects.get(slug="wen-a")
        page.title = "改过"
        page.save_revision(user=make.user_of(editor()))
        make.send(page)
        decide(final_reviewer(), proposal, deed="carry-out", title="安心租房")
        work(proposal)

        shown = text(get(final_reviewer(), f"/cms/evaluating/proposals/{proposal.pk}/"))

        assert "什么也没有改动" in shown
        assert PageUnderReview.message in shown
        assert "正在执行" in text(
            decide(final_reviewer(), proposal, deed="carry-out", title="安心租房")
        )

    def test_can_be_set_aside(self, proposal):
        decide(final_reviewer(), proposal, deed="dismiss")

        assert Proposal.objects.get().status == Status.DISMISSED

    @pytest.mark.parametrize("deed", ["carry-out", "dismiss"])
    def test_is_not_an_editors_to_decide(self, proposal, deed):
        assert decide(editor(), proposal, deed=deed, title="甲").status_code == 403
        assert Proposal.objects.get().status == Status.PROPOSED
