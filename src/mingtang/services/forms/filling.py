"""How far a draft is filled: what is still asked, what is known, what does not hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from mingtang.services.catalogue.declaration import Field, Group, Kind
from mingtang.services.catalogue.queries import GuideVersion, guide_version
from mingtang.services.forms.answers import TYPED, Answer, AnswerGroup, Answers, masked
from mingtang.services.forms.checking import Wrong, checked
from mingtang.services.forms.errors import NotComplete
from mingtang.services.forms.models import Draft


@dataclass(frozen=True, kw_only=True)
class Known:
    """A field nobody has to fill in, as the page shows it."""

    field: Field
    value: str
    source: str
    fetched_at: datetime

    @property
    def masked(self) -> str:
        return masked(self.field.kind, self.value)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A field the person fills in, as the page shows it."""

    field: Field
    number: int
    value: str
    error: str = ""
    #: What an office has on record, when the person said that it is wrong.
    disputed: Known | None = None

    @property
    def kind(self) -> str:
        return self.field.kind.value

    @property
    def is_date_picker(self) -> bool:
        """A browser's date field would hide what was typed when it is not a date."""
        return self.field.kind is Kind.DATE and not (self.error and self.value)

    @property
    def is_explained(self) -> bool:
        """Whether words stand below the label."""
        return bool(self.field.hint) or not self.field.required or self.field.is_file

    @property
    def described_by(self) -> str:
        """Return the ids of what a screen reader reads out with the field."""
        ids = [f"h-{self.field.name}"] if self.is_explained else []
        return " ".join([*ids, f"e-{self.field.name}"] if self.error else ids)


@dataclass(frozen=True)
class Step:
    """One page of the form."""

    number: int
    title: str
    questions: tuple[Question, ...]
    known: tuple[Known, ...]

    @property
    def errors(self) -> list[Question]:
        return [question for question in self.questions if question.error]

    @property
    def has_files(self) -> bool:
        return any(question.field.is_file for question in self.questions)


class Filling:
    """A draft read together with the form it is for."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.version: GuideVersion = guide_version(draft.guide_id)
        self.typed = draft.typed
        self._known = draft.known

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.version.form.groups

    @cached_property
    def asked_count(self) -> int:
        return sum(not self.is_known(field) for field in self.version.form.fields)

    @cached_property
    def known_count(self) -> int:
        return sum(map(self.is_known, self.version.form.fields))

    @property
    def total(self) -> int:
        return self.asked_count + self.known_count

    def is_known(self, field: Field) -> bool:
        return field.name in self._known and field.name not in self.draft.disputed

    def asked_in(self, number: int) -> list[Field]:
        """Return the fields of a step that are typed; the first step is 1."""
        return [field for field in self.groups[number - 1].fields if not self.is_known(field)]

    def step(self, number: int, *, is_checked: bool = False) -> Step:
        """Return a step for the page, with what does not hold when it is checked."""
        group = self.groups[number - 1]
        fields = [field for field in group.fields if not self.is_known(field)]
        known = [self._known_value(field) for field in group.fields if self.is_known(field)]
        questions = tuple(
            self._question(field, position, is_checked=is_checked)
            for position, field in enumerate(fields, start=1)
        )
        return Step(number, group.title, questions, tuple(known))

    def first_open_step(self) -> int | None:
        """Return the first step where something is missing or wrong; None when all holds."""
        return next(
            (n for n in range(1, len(self.groups) + 1) if self.step(n, is_checked=True).errors),
            None,
        )

    def answers(self) -> Answers:
        """Return the finished form, or refuse with a sentence for each field that does not hold."""
        problems: dict[str, str] = {}
        groups = tuple(
            AnswerGroup(group.title, tuple(self._answers_of(group, problems)))
            for group in self.groups
        )
        if problems:
            raise NotComplete(problems)
        return Answers(groups)

    def file_ids(self) -> list[str]:
        files = (field for field in self.version.form.fields if field.is_file)
        return [self.typed[field.name] for field in files if self.typed.get(field.name)]

    def _answers_of(self, group: Group, problems: dict[str, str]) -> Iterator[Answer]:
        for field in group.fields:
            if self.is_known(field):
                yield self._known_answer(field)
                continue
            try:
                value = checked(field, self.typed.get(field.name, ""))
            except Wrong as wrong:
                problems[field.name] = str(wrong)
                continue
            yield self._typed_answer(field, value)

    def _typed_answer(self, field: Field, value: str) -> Answer:
        replaced: dict[str, Any] = self._known.get(field.name, {})
        if replaced and replaced["value"] == value:
            return self._known_answer(field)
        return Answer(
            name=field.name,
            label=field.label,
            kind=field.kind,
            value=value,
            source=TYPED,
            replaced=replaced.get("value", ""),
            replaced_source=replaced.get("source", ""),
        )

    def _known_answer(self, field: Field) -> Answer:
        known = self._known[field.name]
        return Answer(
            name=field.name,
            label=field.label,
            kind=field.kind,
            value=known["value"],
            source=known["source"],
            fetched_at=known["fetched_at"],
        )

    def _question(self, field: Field, position: int, *, is_checked: bool) -> Question:
        value, error = self.typed.get(field.name, ""), ""
        if is_checked:
            try:
                checked(field, value)
            except Wrong as wrong:
                error = str(wrong)
        disputed = self._known_value(field) if field.name in self._known else None
        return Question(field=field, number=position, value=value, error=error, disputed=disputed)

    def _known_value(self, field: Field) -> Known:
        told = self._known[field.name]
        return Known(
            field=field,
            value=told["value"],
            source=told["source"],
            fetched_at=timezone.localtime(datetime.fromisoformat(told["fetched_at"])),
        )


def is_kept_as_typed(field: Field) -> bool:
    """Whether a field's text comes with the form itself; files take their own road."""
    return field.kind is not Kind.FILE
