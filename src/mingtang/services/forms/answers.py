"""A finished form: every answer with its label, where it came from and what it replaced.

Answers carry their labels, so that a case can be read after its form has changed.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from mingtang.kernel.identifiers import mask_identity, mask_phone
from mingtang.services.catalogue.declaration import Kind

TYPED = "申请人填写"


@dataclass(frozen=True, kw_only=True)
class Answer:
    name: str
    label: str
    kind: Kind
    value: str
    source: str = TYPED
    fetched_at: str = ""
    #: What an office had on record, when the person said that it is wrong.
    replaced: str = ""
    replaced_source: str = ""

    @property
    def is_file(self) -> bool:
        return self.kind is Kind.FILE

    @property
    def masked(self) -> str:
        """The value as it may stand on a screen that others can see."""
        return masked(self.kind, self.value)


@dataclass(frozen=True)
class AnswerGroup:
    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Answers:
    groups: tuple[AnswerGroup, ...]

    def __iter__(self) -> Iterator[Answer]:
        return (answer for group in self.groups for answer in group.answers)

    def find(self, name: str) -> Answer | None:
        return next((answer for answer in self if answer.name == name), None)

    def with_answers(self, changed: Iterable[Answer], *, extra_title: str) -> "Answers":
        """Return these answers with some replaced; new ones stand in a group of their own."""
        by_name = {answer.name: answer for answer in changed}
        groups = [
            AnswerGroup(
                group.title,
                tuple(by_name.pop(answer.name, answer) for answer in group.answers),
            )
            for group in self.groups
        ]
        if by_name:
            groups.append(AnswerGroup(extra_title, tuple(by_name.values())))
        return Answers(tuple(groups))

    def as_text(self) -> str:
        return json.dumps([asdict(group) for group in self.groups], ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Answers":
        return cls(
            tuple(
                AnswerGroup(
                    group["title"],
                    tuple(Answer(**{**one, "kind": Kind(one["kind"])}) for one in group["answers"]),
                )
                for group in json.loads(text)
            )
        )


def masked(kind: Kind, value: str) -> str:
    if kind is Kind.IDENTITY:
        return mask_identity(value)
    return mask_phone(value) if kind is Kind.PHONE else value
