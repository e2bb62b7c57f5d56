"""Guides, drafts and cases for tests."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import factory

from mingtang.kernel.fields import blind_index
from mingtang.kernel.identity import THE_PLATFORM, Actor
from mingtang.services.cases.models import Case, CaseStatus
from mingtang.services.cases.queries import NAME_INDEX
from mingtang.services.catalogue.commands import publish_guide
from mingtang.services.catalogue.declaration import Kind
from mingtang.services.catalogue.models import Department, Guide, Hall, Item
from mingtang.services.forms.answers import Answer, AnswerGroup, Answers
from mingtang.services.forms.commands import attach_file, open_draft, save_answers
from mingtang.services.forms.models import Draft
from mingtang.services.tests.people import CHEN

PDF = b"%PDF-1.4\nrest"
PNG = b"\x89PNG\r\n\x1a\nrest"
JPG = b"\xff\xd8\xff\xe0rest"
#: A good answer to each typed field of `guide_content`.
GOOD = {
    "name": "陈悦",
    "phone": "19900000001",
    "kind": "每年签注",
    "address": "学院路86号",
    "promise": "是",
}


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department
        django_get_or_create = ("code",)

    code = "gongan"
    name = "明州市公安局"
    short = "公安局"
    phone = "0999-8607110"


class HallFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Hall

    code = "zhengwu-zhongxin"
    name = "明州市政务服务中心"
    details = {"address": "滨江大道 1 号", "hours": "工作日 9:00–17:00"}


def guide_content(**changes: Any) -> dict[str, Any]:
    """Return a guide with a form of two steps: who, and where."""
    who = [
        {
            "name": "name",
            "label": "姓名",
            "kind": "text",
            "required": True,
            "prefill": "person.name",
        },
        {"name": "phone", "label": "手机号", "kind": "phone", "prefill": "person.phone"},
    ]
    where = [
        {
            "name": "kind",
            "label": "办理类型",
            "kind": "choice",
            "required": True,
            "choices": ["首次申领", "每年签注"],
        },
        {"name": "address", "label": "现居住地址", "kind": "address", "required": True},
        {"name": "since", "label": "入住日期", "kind": "date"},
        {"name": "proof", "label": "居住证明", "kind": "file", "required": True},
        {"name": "photo", "label": "近照", "kind": "file", "accept": ["jpg", "png"]},
        {"name": "note", "label": "说明", "kind": "longtext", "max_length": 50},
        {"name": "promise", "label": "情况属实", "kind": "boolean", "required": True},
    ]
    content = {
        "code": "juzhuzheng",
        "title": "居住证申领、签注",
        "department": "gongan",
        "audience": ["个人"],
        "conditions": ["在明州住满半年"],
        "materials": [
            {"name": "身份证", "source": "shared", "from": "市公安局人口库"},
            {"name": "居住证明", "source": "applicant"},
        ],
        "promised_limit": {"days": 3, "unit": "working"},
        "fee": {"free": True, "text": "不收费"},
        "result": {"name": "居住证", "delivery": ["电子证照", "邮寄"]},
        "phone": "0999-8607110",
        "form": {
            "groups": [{"title": "您是谁", "fields": who}, {"title": "住在哪里", "fields": where}]
        },
    }
    return {**content, **changes}


def published(**changes: Any) -> Guide:
    DepartmentFactory()
    return publish_guide(actor=THE_PLATFORM, content=guide_content(**changes))


def opened(actor: Actor = CHEN, code: str = "juzhuzheng") -> Draft:
    return open_draft(actor=actor, item_code=code)


def filled(actor: Actor = CHEN, code: str = "juzhuzheng", **typed: str) -> Draft:
    """Return a draft that can be handed in."""
    draft = opened(actor, code)
    save_answers(actor=actor, draft_id=draft.pk, typed={**GOOD, **typed})
    attach_file(actor=actor, draft_id=draft.pk, field="proof", name="合同.pdf", content=PDF)
    draft.refresh_from_db()
    return draft


def some_answers(**values: str) -> str:
    told = {"name": "陈悦", "address": "学院路86号", **values}
    answers = tuple(
        Answer(name=name, label=name, kind=Kind.TEXT, value=value) for name, value in told.items()
    )
    return Answers((AnswerGroup("您是谁", answers),)).as_text()


class CaseFactory(factory.django.DjangoModelFactory):
    """A case of 陈悦 for the guide that is published, without going through the form."""

    class Meta:
        model = Case

    class Params:
        granted = factory.Trait(
            status=CaseStatus.GRANTED, closed_at=datetime(2026, 11, 24, tzinfo=UTC)
        )

    reference = factory.Sequence(lambda n: f"339900-20261123-T{n:05d}")
    dossier_id: UUID = factory.LazyFunction(uuid4)
    item = factory.LazyFunction(lambda: Item.objects.get(code="juzhuzheng"))
    guide = factory.LazyAttribute(lambda case: case.item.guide)
    department = factory.LazyAttribute(lambda case: case.item.department)
    applicant_id = CHEN.id
    applicant_name = CHEN.name
    applicant_index = factory.LazyAttribute(
        lambda case: blind_index(case.applicant_name, purpose=NAME_INDEX)
    )
    answers_text = factory.LazyFunction(some_answers)
    status = CaseStatus.SUBMITTED
    submitted_at = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    due_on = date(2026, 11, 26)
