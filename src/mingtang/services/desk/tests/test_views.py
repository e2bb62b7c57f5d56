"""The errand through the pages: form, correction, desk, rating, and bad input."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mingtang.kernel.identity import THE_PLATFORM, Actor, ActorKind
from mingtang.kernel.signing import sign_actor
from mingtang.services.cases.models import Case, Status
from mingtang.services.catalogue.commands import publish_guide, register_departments

pytestmark = pytest.mark.django_db
CHEN = Actor(id=UUID(int=7), kind=ActorKind.CITIZEN, name="陈悦")
STRANGER = Actor(id=UUID(int=8), kind=ActorKind.CITIZEN, name="别人")
OFFICER = Actor(
    id=UUID(int=9),
    kind=ActorKind.STAFF,
    name="徐磊",
    roles=frozenset({"officer"}),
    department="gongan",
)
APPLY = "/services/apply/juzhuzheng/"
PDF = b"%PDF-1.4 rest"


def as_actor(actor: Actor) -> dict[str, str]:
    return {"HTTP_X_MINGTANG_ACTOR": sign_actor(actor, signer="gateway")}


@pytest.fixture(autouse=True)
def catalogue():
    register_departments(
        actor=THE_PLATFORM,
        departments=[{"code": "gongan", "name": "明州市公安局", "short": "公安局"}],
    )
    fields = [
        {"name": "address", "label": "现居住地址", "kind": "address", "required": True},
        {
            "name": "kind",
            "label": "办理类型",
            "kind": "choice",
            "required": True,
            "choices": ["首次申领", "每年签注"],
        },
        {"name": "phone", "label": "手机号", "kind": "phone"},
        {"name": "proof", "label": "居住证明", "kind": "file", "required": True},
    ]
    publish_guide(
        actor=THE_PLATFORM,
        guide={
            "code": "juzhuzheng",
            "title": "居住证申领、签注",
            "department": "gongan",
            "promised_limit": {"days": 3, "unit": "working"},
            "form": {"groups": [{"title": "住处", "fields": fields}]},
        },
    )


def filled(**told):
    proof = SimpleUploadedFile("合同.pdf", PDF)
    return {
        "address": "学院路86号",
        "kind": "每年签注",
        "proof": proof,
        "submission_key": "k1",
        **told,
    }


def submit(client, **told):
    return client.post(APPLY, filled(**told), **as_actor(CHEN))


class TestTheForm:
    def test_wants_a_login_and_comes_back(self, client):
        assert (
            client.get(APPLY).headers["Location"]
            == "/login/?next=%2Fservices%2Fapply%2Fjuzhuzheng%2F"
        )

    def test_is_asked_in_full_when_the_user_centre_is_silent(self, client):
        page = client.get(APPLY, **as_actor(CHEN)).content.decode()

        assert "暂时取不到已有的信息" in page
        assert 'name="address"' in page

    def test_becomes_one_case_however_often_it_is_sent(self, client):
        first, second = submit(client), submit(client)

        assert first.headers["Location"] == second.headers["Location"]
        assert Case.objects.count() == 1

    def test_says_beside_each_field_what_is_missing_and_keeps_the_rest(self, client):
        answer = client.post(
            APPLY, {"address": "<script>x</script>", "phone": "12"}, **as_actor(CHEN)
        )

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "有 3 处需要您改一下" in page
        assert "请选择“办理类型”" in page
        assert "请填写 11 位手机号" in page
        assert "&lt;script&gt;x" in page
        assert "<script>x" not in page
        assert not Case.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("合同.pdf", b"MZ\x90 program", "内容不是其中一种"),
            ("合同.pdf", b"", "重新选择"),
            ("大.pdf", PDF + b"x" * (10 * 1024 * 1024), "太大"),
        ],
    )
    def test_judges_uploads_by_their_content(self, client, name, content, sentence):
        answer = submit(client, proof=SimpleUploadedFile(name, content))

        assert answer.status_code == 422
        page = answer.content.decode()
        assert sentence in page or (not content and "居住证明" in page)
        assert "学院路86号" in page

    def test_keeps_a_good_upload_while_another_field_is_wrong(self, client):
        page = submit(client, kind="").content.decode()

        assert "已上传" in page


class TestTheCase:
    def test_of_somebody_else_does_not_exist(self, client):
        address = submit(client).headers["Location"]

        assert client.get(address, **as_actor(STRANGER)).status_code == 404
        assert client.get(address, **as_actor(CHEN)).status_code == 200

    def test_gives_its_files_only_to_those_who_may_see_it(self, client):
        address = submit(client).headers["Location"]
        stored = Case.objects.get().answers.split('"proof": "')[1].split("|")[0]

        own = client.get(f"{address}files/{stored}", **as_actor(CHEN))
        assert b"".join(own.streaming_content) == PDF
        assert own.headers["X-Content-Type-Options"] == "nosniff"
        assert client.get(f"{address}files/{stored}", **as_actor(STRANGER)).status_code == 404
        assert client.get(f"{address}files/{stored}").status_code == 404


class TestTheDesk:
    def test_leads_a_case_to_its_end(self, client):
        reference = submit(client).headers["Location"].split("/")[3]
        desk = f"/desk/{reference}/"
        assert "居住证申领" in client.get("/desk/", **as_actor(OFFICER)).content.decode()
        assert "学院路86号" in client.get(desk, **as_actor(OFFICER)).content.decode()

        asked = client.post(
            f"{desk}act/",
            {"deed": "correct", "reason": "第二页看不清", "revision": 1},
            **as_actor(OFFICER),
        )
        assert asked.status_code == 302
        case_address = f"/services/cases/{reference}/"
        assert "第二页看不清" in client.get(case_address, **as_actor(CHEN)).content.decode()
        empty = client.post(f"{case_address}correct/", {}, **as_actor(CHEN))
        assert empty.status_code == 422
        client.post(f"{case_address}correct/", {"note": "已重拍"}, **as_actor(CHEN))
        client.post(f"{desk}act/", {"deed": "grant", "revision": 3}, **as_actor(OFFICER))
        page = client.get(case_address, **as_actor(CHEN)).content.decode()
        assert "这次办得怎么样" in page
        assert "徐磊，审核办件" in page
        assert client.post(f"{case_address}rate/", {}, **as_actor(CHEN)).status_code == 422
        client.post(f"{case_address}rate/", {"grade": "5"}, **as_actor(CHEN))

        case = Case.objects.get()
        assert case.status == Status.GRANTED
        assert case.rating.grade == 5

    def test_keeps_the_reason_of_the_officer_who_came_second(self, client):
        reference = submit(client).headers["Location"].split("/")[3]
        client.post(
            f"/desk/{reference}/act/", {"deed": "accept", "revision": 1}, **as_actor(OFFICER)
        )

        late = client.post(
            f"/desk/{reference}/act/",
            {"deed": "refuse", "reason": "写了很久的理由", "revision": 1},
            **as_actor(OFFICER),
        )

        assert late.status_code == 409
        assert "写了很久的理由" in late.content.decode()

    def test_is_closed_to_citizens(self, client):
        assert client.get("/desk/", **as_actor(CHEN)).status_code == 403

    def test_asks_the_database_little(self, client, django_assert_max_num_queries):
        for number in range(5):
            submit(client, submission_key=f"k{number}")

        with django_assert_max_num_queries(3):
            client.get("/desk/", **as_actor(OFFICER))
