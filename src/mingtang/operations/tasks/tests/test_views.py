"""The board and the page of a task: who sees what, and what can be done there."""

import pytest

from mingtang.operations.tasks.models import Task, TaskKind
from mingtang.operations.tasks.tests.factories import opened
from mingtang.operations.tests.people import CITIZEN, as_actor, editor, operator

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def get(client, path="/operations/", actor=None):
    return client.get(path, **as_actor(actor or operator()))


def post(client, task, deed, actor=None, **data):
    return client.post(
        f"/operations/tasks/{task.pk}/{deed}/", data, **as_actor(actor or operator())
    )


class TestBoard:
    def test_puts_what_is_due_first_on_top(self, client):
        opened(subject="b", title="晚到期", due_on="2099-01-02")
        opened(subject="a", title="早到期", due_on="2020-01-02")

        page = get(client).content.decode()

        assert page.index("早到期") < page.index("晚到期")
        assert "超 " in page

    def test_shows_a_department_only_its_own(self, client):
        opened(title="民政的事")
        opened(subject="b", title="公安的事", department="gongan")

        page = get(client, actor=editor()).content.decode()

        assert "民政的事" in page
        assert "公安的事" not in page

    @pytest.mark.parametrize("show", ["open", "late", "soon", "mine", "done", "x"])
    @pytest.mark.parametrize("kind", ["", "inspection", "x"])
    def test_can_be_narrowed(self, client, show, kind):
        opened()

        assert get(client, f"/operations/?show={show}&kind={kind}&q=链&page=1").status_code == 200

    @pytest.mark.parametrize("query", ["q=%00", "department=%27", "page=x", "page=9999999"])
    def test_bears_odd_questions(self, client, query):
        assert get(client, f"/operations/?{query}").status_code == 200

    def test_is_closed_to_citizens_and_asks_strangers_to_log_in(self, client):
        assert get(client, actor=CITIZEN).status_code == 403
        assert client.get("/operations/").status_code == 302

    def test_escapes_what_a_page_says(self, client):
        task = opened(title=SCRIPT, text=SCRIPT, evidence=[(SCRIPT, "/a/")])

        assert SCRIPT not in get(client).content.decode()
        assert SCRIPT not in get(client, f"/operations/tasks/{task.pk}/").content.decode()

    def test_costs_the_same_for_many_tasks(self, client, django_assert_max_num_queries):
        for number in range(25):
            opened(subject=str(number))

        with django_assert_max_num_queries(8):
            get(client)


class TestTask:
    def test_is_taken_commented_and_extended(self, client):
        task = opened()

        assert post(client, task, "taking").status_code == 302
        assert post(client, task, "comment", text="正在联系").status_code == 302
        done = post(client, task, "extension", due_on="2099-01-01", reason="等外单位答复")
        assert done.status_code == 302

        page = get(client, f"/operations/tasks/{task.pk}/").content.decode()
        assert "正在联系" in page
        assert "等外单位答复" in page

    def test_keeps_what_was_typed_when_something_is_missing(self, client):
        task = opened()

        answer = post(client, task, "extension", due_on="x", reason="忙")

        assert answer.status_code == 422
        assert "忙</textarea>" in answer.content.decode()

    def test_is_closed_by_hand_only_where_nothing_measures(self, client):
        measured, alarm = opened(), opened(kind=TaskKind.SECRECY)

        assert post(client, measured, "conclusion", because="已经处理好").status_code == 409
        assert post(client, alarm, "conclusion", because="已经按规定核查").status_code == 302
        assert Task.objects.get(pk=alarm.pk).is_done
        assert get(client, f"/operations/tasks/{alarm.pk}/").status_code == 200

    def test_of_another_department_does_not_exist(self, client):
        task = opened(department="gongan")

        assert get(client, f"/operations/tasks/{task.pk}/", editor()).status_code == 404
        assert post(client, task, "taking", editor()).status_code == 404
