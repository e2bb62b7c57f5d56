"""Fills in a form the way an invented person would have done it."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from mingtang.services.catalogue.declaration import Field, Form, Kind
from mingtang.services.forms.answers import Answer, AnswerGroup, Answers
from mingtang.services.forms.checking import NO, YES

#: Key of a profile -> column of the demo files.
OF_PERSON = {
    "person.name": "name",
    "person.identity_number": "identity_number",
    "person.phone": "phone",
    "person.gender": "gender",
    "person.birth_date": "birth_date",
    "person.nationality": "nationality",
    "person.household_address": "household_address",
    "person.address": "address",
    "person.email": "email",
}
OF_ORGANISATION = {
    "organisation.name": "name",
    "organisation.credit_code": "credit_code",
    "organisation.legal_representative": "legal_representative_name",
    "organisation.address": "address",
}
TOLD_BY_THE_PERSON = frozenset({"person.phone", "person.email", "person.address"})
OF_THE_PERSON_THEMSELVES = {
    Kind.PHONE: "person.phone",
    Kind.IDENTITY: "person.identity_number",
    Kind.ADDRESS: "person.address",
}
#: Word in the label -> what people write there.
WORDS = (
    ("医院", "明州市第一人民医院"),
    ("学校", "明州市文昌实验小学"),
    ("幼儿园", "明州市东湖幼儿园"),
    ("银行", "明州银行"),
    ("关系", "本人"),
    ("原因", "到期换新"),
    ("用途", "自住"),
    ("职业", "工程技术人员"),
    ("病", "高血压"),
    ("地点", "明州市临江区长宁路"),
)
NUMBERS = (
    ("面积", 60, 140),
    ("金额", 300, 9000),
    ("收入", 2000, 8000),
    ("人", 1, 4),
    ("年龄", 20, 70),
)


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Somebody of the demo city, with the company they act for, if any."""

    person: Mapping[str, Any]
    organisation: Mapping[str, Any] = field(default_factory=dict)

    def known(self, key: str) -> str:
        row, columns = self.person, OF_PERSON
        if key.startswith("organisation."):
            row, columns = self.organisation, OF_ORGANISATION
        return str(row.get(columns.get(key, ""), "") or "")


def answers_of(
    applicant: Applicant, form: Form, *, at: datetime, files: Mapping[str, str], dice: random.Random
) -> Answers:
    """Return the finished form; `files` names the uploaded file of each file field."""
    return Answers(
        tuple(
            AnswerGroup(
                group.title,
                tuple(_answer(one, applicant, at, files, dice) for one in group.fields),
            )
            for group in form.groups
        )
    )


def _answer(
    one: Field, applicant: Applicant, at: datetime, files: Mapping[str, str], dice: random.Random
) -> Answer:
    known = applicant.known(one.prefill)
    if known and (one.kind is not Kind.CHOICE or known in one.choices):
        return Answer(
            name=one.name,
            label=one.label,
            kind=one.kind,
            value=known,
            source=_source(one.prefill),
            fetched_at=at.isoformat(),
        )
    value = files.get(one.name, "") if one.is_file else _typed(one, applicant, at.date(), dice)
    return Answer(name=one.name, label=one.label, kind=one.kind, value=value)


def _source(key: str) -> str:
    if key in TOLD_BY_THE_PERSON:
        return "您在“我的资料”里留的"
    return "市公安局人口库" if key.startswith("person.") else "市市场监管局企业库"


def _typed(one: Field, applicant: Applicant, day: date, dice: random.Random) -> str:
    if one.kind is Kind.BOOLEAN:
        return YES if one.required else NO
    if not one.required:
        return ""
    if one.kind in OF_THE_PERSON_THEMSELVES:
        return applicant.known(OF_THE_PERSON_THEMSELVES[one.kind])
    if one.kind is Kind.DATE:
        return (day - timedelta(days=dice.randint(3, 90))).isoformat()
    return _chosen(one, applicant, dice)


def _chosen(one: Field, applicant: Applicant, dice: random.Random) -> str:
    if one.kind is Kind.CHOICE:
        return dice.choice(one.choices)
    if one.kind is Kind.NUMBER:
        return str(_number(one.label, dice))
    return _text(one, applicant, dice)


def _number(label: str, dice: random.Random) -> int:
    lowest, highest = next((pair[1:] for pair in NUMBERS if pair[0] in label), (1, 9))
    return dice.randint(lowest, highest)


def _text(one: Field, applicant: Applicant, dice: random.Random) -> str:
    label = one.label
    if one.kind is Kind.LONGTEXT:
        return "情况属实，需要的材料都已经上传。"
    if any(word in label for word in ("号码", "编号", "证号", "账号", "字号")):
        return "".join(dice.choice("0123456789") for _ in range(10))
    if any(word in label for word in ("单位", "公司", "企业", "字号", "名称")):
        return applicant.known("organisation.name") or "明州市和顺贸易有限公司"
    return next((text for word, text in WORDS if word in label), applicant.known("person.name"))
