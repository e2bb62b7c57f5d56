"""What reaches the systems, what does not, and what people see when a part is down."""

import asyncio
import threading
import time

import pytest
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve

from mingtang.gateway.tests.city import ASSISTANT, GATEWAY

pytestmark = pytest.mark.servers

PERSON = {"Accept": "text/html,application/xhtml+xml"}
PROGRAM = {"Accept": "application/json"}


class TestRoutes:
    @pytest.mark.parametrize("path", ["/services/apply/juzhuzheng", "/services/"])
    def test_lead_to_the_system(self, city, path):
        assert city.get(path).json()["path"] == path

    def test_keep_the_address_as_it_was_written(self, city):
        path = "/services/%E7%A4%BE%E4%BF%9D/a%20b?x=%2F&y=1"

        assert city.get(path).json()["path"] == path

    def test_bring_no_claims_from_outside(self, city):
        forged = {
            "X-Mingtang-Actor": "forged",
            "X_Mingtang_Actor": "forged",
            "X-Request-ID": "forged",
            "X-Forwarded-For": "1.2.3.4",
            "X-Forwarded-Host": "evil.example",
            "X-Forwarded-Proto": "gopher",
            "X-Forwarded-Prefix": "/evil",
            "Forwarded": "for=1.2.3.4",
            "X-Real-IP": "1.2.3.4",
            "X-Original-URL": "/internal/",
            "X-HTTP-Method-Override": "DELETE",
            "X-Mingtang-Session": "forged",
        }

        answer = city.get("/services/x", headers=forged)

        seen = answer.json()["headers"]
        assert "forged" not in str(seen)
        assert "1.2.3.4" not in str(seen)
        assert "evil" not in str(seen)
        assert seen["x-forwarded-for"] == seen["x-real-ip"] == "127.0.0.1"
        assert seen["x-request-id"] == answer.headers["x-request-id"]
        assert not {"x-original-url", "x-http-method-override", "forwarded"} & seen.keys()

    def test_never_lead_to_internal_addresses(self, city):
        asked = len(city.services.asked)

        for target in (
            b"/internal/events/",
            b"//internal/events/",
            b"/services/../internal/events/",
            b"/services/%2e%2e/internal/events/",
            b"/services/..%2finternal/events/",
            b"/internal/../services/x",
            b"/internal/jobs/..%2f..%2fservices/x",
            b"/services/..;/internal/events/",
            b"/raw/../internal/events/",
            b"/internal/../raw/x",
            b"/%69nternal/events/",
        ):
            answer = city.raw(
                b"GET " + target + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            assert answer.split()[1] in {b"400", b"403", b"404"}, target

        assert len(city.services.asked) == asked

    def test_answer_unknown_hosts(self, city):
        assert city.get("/services/x", headers={"Host": "mingzhou.gov.example"}).status_code == 200

    def test_let_a_system_bring_its_own_content_policy(self, city):
        answer = city.get("/services/own-policy")

        assert answer.headers.get_list("content-security-policy") == ["default-src 'none'"]

    def test_count_requests_per_client(self, city):
        answers = [city.get("/login/", headers=PERSON) for _ in range(12)]

        refused = [answer for answer in answers if answer.status_code == 429]
        assert refused
        assert "您点得有点快" in refused[0].text
        assert refused[0].headers["retry-after"] == "3"


class TestWebSocket:
    @pytest.fixture
    def chat(self, city):
        ready, finish = threading.Event(), threading.Event()

        async def run() -> None:
            async def echo(connection):
                async for message in connection:
                    await connection.send(f"听到了：{message}")

            async with serve(echo, "127.0.0.1", ASSISTANT):
                ready.set()
                while not finish.is_set():
                    await asyncio.sleep(0.02)

        thread = threading.Thread(target=asyncio.run, args=(run(),))
        thread.start()
        ready.wait(5)
        yield
        finish.set()
        thread.join()

    @pytest.mark.parametrize("path", ["/chat/", "/chat/?room=%3Ca%3E1"])
    def test_passes_through(self, chat, path):
        async def talk() -> str:
            address = f"ws://127.0.0.1:{GATEWAY}{path}"
            async with connect(address, proxy=None) as connection:
                await connection.send("您好")
                return await connection.recv()

        assert asyncio.run(talk()) == "听到了：您好"


class TestNotices:
    @pytest.mark.parametrize(
        ("path", "status", "words"),
        [
            ("/nothing", 404, "没有找到这个页面"),
            ("/operations/board", 503, "“运营中心”正在恢复"),
            ("/search", 503, "“智能助手”正在恢复"),
        ],
    )
    def test_say_what_happened_and_what_still_works(self, city, path, status, words):
        answer = city.get(path, headers=PERSON)

        assert answer.status_code == status
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert words in answer.text
        assert answer.headers["x-request-id"] in answer.text
        for way_out in ('href="/"', 'action="/search"', 'href="/guides/"', "tel:12345"):
            assert way_out in answer.text
        assert "<!--#" not in answer.text

    def test_give_programs_problem_details(self, city):
        for headers, path in ((PROGRAM, "/operations/x"), (PERSON, "/operations/api/x")):
            answer = city.get(path, headers=headers)

            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["status"] == answer.status_code == 503
            assert answer.json()["title"] == "“运营中心”正在恢复"
            assert answer.json()["request_id"] == answer.headers["x-request-id"]
            assert answer.headers["retry-after"] == "5"

    def test_wear_the_mode_of_the_reader(self, city):
        answer = city.get("/nothing", headers={**PERSON, "Cookie": "mode=elder"})

        assert 'data-mode="elder"' in answer.text

    def test_tell_how_large_a_file_may_be(self, city):
        answer = city.client.post("/services/x", content=b"x" * 3_000_000, headers=PERSON)

        assert answer.status_code == 413
        assert "最多能收 2 MB" in answer.text

    def test_answer_a_broken_request(self, city):
        assert b" 400 " in city.raw(
            b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n"
        )

    def test_leave_the_systems_own_errors_alone(self, city):
        assert city.get("/services/broken").json()["path"] == "/services/broken"


class TestKeptAnswers:
    def test_serve_anonymous_visitors(self, city):
        first, second = city.get("/kept/a").json(), city.get("/kept/a")

        assert second.json()["count"] == first["count"]
        assert second.headers["x-cache"] == "HIT"

    def test_are_never_used_for_sessions(self, city):
        first = city.get("/kept/b", headers={"Cookie": "mingtang_session=x"}).json()["count"]

        assert city.get("/kept/b", headers={"Cookie": "mingtang_session=x"}).json()["count"] > first
        assert city.get("/kept/b").json()["count"] > first + 1

    def test_are_never_made_from_answers_with_cookies(self, city):
        first = city.get("/kept/cookie").json()["count"]

        assert city.get("/kept/cookie").json()["count"] > first

    def test_outlive_the_system(self, city):
        before = city.get("/kept/stale").json()["count"]
        time.sleep(1.2)

        with city.services.taken_away():
            answer = city.get("/kept/stale")

        assert answer.status_code == 200
        assert answer.json()["count"] == before


class TestLog:
    def test_tells_of_each_request_without_its_query(self, city):
        answer = city.get("/services/log-me?name=%E7%8E%8B%E7%A7%80%E8%8B%B1")

        line = next(
            line
            for line in city.log_lines("access.jsonl")
            if line["request_id"] == answer.headers["x-request-id"]
        )
        assert line["path"] == "/services/log-me"
        assert line["status"] == 200
        assert line["system"] == "services"
        assert line["waf"] == "inspected"
        assert float(line["upstream_seconds"]) >= 0
