from datetime import timedelta
from uuid import uuid4

import pytest

from mingtang.kernel.identity import THE_PLATFORM, Actor, ActorKind
from mingtang.kernel.jobs.queries import JobState, count_jobs_by_state
from mingtang.kernel.jobs.tests.factories import make_job
from mingtang.kernel.outbox.models import Delivery
from mingtang.kernel.outbox.tests.factories import DeliveryFactory, RefusedEventFactory, operator
from mingtang.kernel.signing import sign_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_operator(client):
    client.defaults["HTTP_X_MINGTANG_ACTOR"] = sign_actor(operator(), signer="gateway")
    return client


class TestShowJobs:
    def test_shows_jobs_letters_and_events_with_their_buttons(self, as_operator):
        failed = make_job("test.fail", state="failed", attempts=2)
        waiting = make_job(overdue=timedelta(hours=1))
        letter = DeliveryFactory(dead=True)
        event = RefusedEventFactory()

        page = as_operator.get("/internal/jobs/").content.decode()

        assert "总是失败" in page
        assert "后台工作进程没有心跳" in page
        for action in (
            f"{failed}/retry/",
            f"{waiting}/cancel/",
            f"letters/{letter.pk}/retry/",
            f"refused/{event.pk}/retry/",
        ):
            assert f'action="{action}"' in page

    def test_says_so_when_there_is_nothing(self, as_operator):
        page = as_operator.get("/internal/jobs/?show=done").content.decode()

        assert "这里没有任务" in page
        assert "消息都送到了" in page

    def test_an_unknown_tab_is_the_first_one(self, as_operator):
        assert as_operator.get("/internal/jobs/?show=<script>").status_code == 200

    def test_links_are_relative_and_nothing_is_inline(self, as_operator):
        make_job(state="failed")

        page = as_operator.get("/internal/jobs/").content.decode()
        main = page.split('id="main"')[-1]

        assert "/internal/" not in main
        assert "style=" not in main
        assert "<script>" not in main

    def test_sends_the_anonymous_to_the_login_page(self, client):
        assert client.get("/internal/jobs/").status_code == 302

    def test_refuses_staff_of_other_posts(self, client):
        officer = Actor(id=uuid4(), kind=ActorKind.STAFF, roles=frozenset({"officer"}))
        header = {"X-Mingtang-Actor": sign_actor(officer, signer="gateway")}

        assert client.get("/internal/jobs/", headers=header).status_code == 403


class TestButtons:
    def test_retry_and_come_back(self, as_operator):
        job_id = make_job(state="failed")

        answer = as_operator.post(f"/internal/jobs/{job_id}/retry/")

        assert (answer.status_code, answer.headers["Location"]) == (303, "../../")
        assert count_jobs_by_state()[JobState.TODO] == 1

    def test_cancel(self, as_operator):
        job_id = make_job()

        as_operator.post(f"/internal/jobs/{job_id}/cancel/")

        assert count_jobs_by_state()[JobState.CANCELLED] == 1

    def test_send_a_letter_again(self, as_operator):
        letter = DeliveryFactory(dead=True)

        as_operator.post(f"/internal/jobs/letters/{letter.pk}/retry/")

        assert Delivery.objects.get().dead_at is None

    def test_a_second_click_gets_a_sentence(self, as_operator):
        answer = as_operator.post(f"/internal/jobs/{make_job()}/retry/")

        assert answer.status_code == 409
        assert "只有失败的任务才能重试" in answer.content.decode()

    def test_a_look_changes_nothing(self, as_operator):
        assert as_operator.get(f"/internal/jobs/{make_job()}/retry/").status_code == 405


class TestJobsAsJson:
    def test_tells_a_system_with_its_signature(self, client):
        make_job(state="failed")
        header = {"X-Mingtang-Actor": sign_actor(THE_PLATFORM, signer="gateway")}

        answer = client.get("/internal/jobs.json", headers=header).json()

        assert answer["jobs"]["failed"] == 1
        assert answer["worker_alive"] is False
        assert answer["open"][0]["name"] == "test.note"

    def test_refuses_the_anonymous(self, client):
        assert client.get("/internal/jobs.json").status_code == 403
