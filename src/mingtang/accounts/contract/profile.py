"""What the user centre tells about a person: values, each with its source and its age."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class ProfileValue:
    """One thing the government knows, in words a person can check."""

    value: str
    label: str
    source: str
    fetched_at: datetime


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The values that were asked for, by key: `person.name`, `organisation.credit_code` …

    A key that is not known for this person is absent.
    """

    person_id: UUID
    values: Mapping[str, ProfileValue] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        return self.values[key].value

    def get(self, key: str) -> str:
        """Return the value, empty when it is not known."""
        found = self.values.get(key)
        return found.value if found else ""

    def to_dict(self) -> dict[str, Any]:
        """Return what travels: under `values` each value with its label, source and age."""
        return {
            "person_id": str(self.person_id),
            "values": {
                key: {
                    "value": known.value,
                    "label": known.label,
                    "source": known.source,
                    "fetched_at": known.fetched_at.isoformat(),
                }
                for key, known in self.values.items()
            },
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Self:
        return cls(
            person_id=UUID(told["person_id"]),
            values={
                key: ProfileValue(
                    value=known["value"],
                    label=known["label"],
                    source=known["source"],
                    fetched_at=datetime.fromisoformat(known["fetched_at"]),
                )
                for key, known in told["values"].items()
            },
        )


#: Every key that can be asked for, with its label. Nothing else is ever given.
PROFILE_KEYS: Mapping[str, str] = {
    "person.name": "姓名",
    "person.identity_number": "身份证号",
    "person.gender": "性别",
    "person.birth_date": "出生日期",
    "person.nationality": "民族",
    "person.household_address": "户籍地址",
    "person.phone": "手机号",
    "person.email": "电子邮箱",
    "person.address": "现居住地址",
    "person.bank_account": "银行账户",
    "organisation.name": "企业名称",
    "organisation.credit_code": "统一社会信用代码",
    "organisation.legal_representative": "法定代表人",
    "organisation.address": "企业住所",
    "organisation.phone": "企业电话",
}
#: Never in the answer unless it is asked for by name.
ONLY_BY_NAME = frozenset({"person.bank_account"})
