from urllib.parse import unquote

import pytest
from django.test import Client

from mingtang.content.evaluating.models import Feedback
from mingtang.content.publishing.commands import withdraw_page
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import final_reviewer

pytestmark = pytest.mark.django_db

PATH = "/tongzhi/juzhuzheng/"
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def page():
    return make.published()


@pytest.fixture
def client():
    """A browser that would be refused without a token wherever one is asked for."""
    return Client(enforce_csrf_checks=True)


def say(client, useful="yes", *, path=PATH, headers=None):
    return client.post(
        "/feedback/", {"page": path, "useful": useful}, headers=HERE if headers is None else headers
    )


def said():
    return list(Feedback.objects.values_list("is_useful", "reason", "words"))


class TestRating:
    def test_is_counted_and_answered_with_thanks(self, client, page):
        answer = say(client)

        assert answer.status_code == 303
        assert "很高兴帮到您" in client.get(answer["Location"]).content.decode()
        assert said() == [(True, "", "")]

    def test_a_second_click_changes_it(self, client, page):
        say(client, "yes")
        say(client, "no")
        say(client, "no")

        assert said() == [(False, "", "")]

    def test_of_somebody_else_is_another(self, client, page):
        say(client, "yes")
        say(Client(), "no")

        assert len(said()) == 2

    def test_asks_why_a_page_did_not_help_and_keeps_the_answer(self, client, page):
        address = say(client, "no")["Location"]
        token = address.split("said=")[1]
        answer = client.post(
            "/feedback/",
            {"said": unquote(token), "reason": "outdated", "words": "电话 13800138000 打不通"},
            headers=HERE,
        )

        assert "已经收到" in client.get(answer["Location"]).content.decode()
        assert said() == [(False, "outdated", "电话 138****8000 打不通")]

    def test_refuses_too_many_words_and_keeps_what_was_written(self, client, page):
        token = unquote(say(client, "no")["Location"].split("said=")[1])
        words = "很长" * 200

        answer = client.post("/feedback/", {"said": token, "words": words}, headers=HERE)

        assert answer.status_code == 422
        assert "请写在 300 个字以内" in answer.content.decode()
        assert words in answer.content.decode()

    def test_sets_one_short_lived_cookie_that_scripts_cannot_read(self, client, page):
        cookie = say(client).cookies["mingtang_said"]

        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (
            True,
            "Lax",
            "/feedback/",
        )
        assert cookie["max-age"] == 24 * 3600

    @pytest.mark.parametrize("path", ["/", "/tongzhi/", "/nichts/", "x", "", "/a'b/"])
    def test_of_what_is_no_article_is_refused(self, client, page, path):
        assert say(client, path=path).status_code == 404

    def test_of_a_withdrawn_page_is_refused(self, client, page):
        withdraw_page(actor=final_reviewer(), page_number=page.pk, reason="旧了")

        assert say(client).status_code == 404

    def test_escapes_what_people_write(self, client, page):
        token = unquote(say(client, "no")["Location"].split("said=")[1])
        client.post("/feedback/", {"said": token, "words": "<b>x</b>"}, headers=HERE)

        shown = client.get("/feedback/", {"said": token}).content.decode()

        assert "&lt;b&gt;x" in shown


class TestWhereItIsSentFrom:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "same-origin"},
            {"Origin": "http://testserver"},
            {"Referer": "http://testserver/tongzhi/juzhuzheng/"},
        ],
    )
    def test_this_site_is_believed(self, client, page, headers):
        assert say(client, headers=headers).status_code == 303

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "none"},
            {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Referer": "https://evil.example/testserver"},
            {},
        ],
    )
    def test_another_is_not(self, client, page, headers):
        assert say(client, headers=headers).status_code == 403
        assert said() == []


class TestTheAnswerPage:
    @pytest.mark.parametrize("token", ["", "x", "1", "1:2:3"])
    def test_believes_no_invented_number(self, client, page, token):
        assert client.get("/feedback/", {"said": token}).status_code == 404

    def test_without_anything_said_leads_home(self, client):
        assert client.get("/feedback/")["Location"] == "/"
