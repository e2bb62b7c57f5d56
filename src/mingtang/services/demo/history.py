"""Writes a demo case down as if it had gone its way: its rows, its timeline, and its events."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from mingtang.kernel.calendar.days import add_working_days
from mingtang.kernel.events import Event
from mingtang.kernel.fields import blind_index
from mingtang.kernel.identity import Actor
from mingtang.kernel.outbox.commands import announce
from mingtang.services.cases.commands.correcting import CORRECTION_WORKING_DAYS
from mingtang.services.cases.commands.deciding import TITLES
from mingtang.services.cases.models import Case, CaseStatus, CaseStep, Correction, Part
from mingtang.services.cases.queries import NAME_INDEX
from mingtang.services.cases.reference import new_reference
from mingtang.services.catalogue.models import Item
from mingtang.services.catalogue.queries import GuideVersion
from mingtang.services.contract.events import (
    ApplicationCorrected,
    ApplicationSubmitted,
    CaseAccepted,
    CaseDecided,
    CaseRated,
    CaseWithdrawn,
    CorrectionRequested,
)
from mingtang.services.contract.types import Outcome
from mingtang.services.demo.answering import Applicant, answers_of
from mingtang.services.demo.paper import sheet
from mingtang.services.demo.stories import CORRECTION, REFUSAL, Days, Story
from mingtang.services.ratings.choices import REASONS
from mingtang.services.ratings.models import Rating
from mingtang.services.uploads.commands import Slot, hand_over_files, keep_file


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Everything that is known beforehand of a case that is to be told."""

    dossier_id: UUID
    story: Story
    version: GuideVersion
    applicant: Applicant
    actor: Actor
    officer: Actor
    days: Days
    dice: random.Random


def tell(telling: Telling) -> Case:
    item = Item.objects.select_related("department").get(pk=telling.version.item_code)
    return _Writer(telling, item).write()


class _Writer:
    def __init__(self, telling: Telling, item: Item) -> None:
        self._telling, self._item = telling, item
        self._case = self._new_case()

    def write(self) -> Case:
        self._submitted()
        self._accepted()
        self._correction()
        self._decided()
        self._rated()
        return self._case

    def _new_case(self) -> Case:
        told, days = self._telling, self._telling.days
        files = self._files()
        answers = answers_of(
            told.applicant, told.version.form, at=days.submitted_at, files=files, dice=told.dice
        )
        is_handled = days.accepted_at is not None
        return Case.objects.create(
            reference=new_reference(timezone.localdate(days.submitted_at), choose=told.dice.choice),
            dossier_id=told.dossier_id,
            item=self._item,
            guide_id=told.version.guide_id,
            department=self._item.department,
            applicant_id=told.actor.id,
            applicant_name=told.actor.name,
            applicant_index=blind_index(told.actor.name, purpose=NAME_INDEX),
            answers_text=answers.as_text(),
            status=told.story.status,
            submitted_at=days.submitted_at,
            due_on=days.due_on,
            handler_id=told.officer.id if is_handled else None,
            handler_name=told.officer.name if is_handled else "",
            closed_at=days.closed_at,
            reason=REFUSAL if told.story.status == CaseStatus.REFUSED else "",
        )

    def _files(self) -> dict[str, str]:
        """Upload a sheet of paper for each file that must be there."""
        told, kept = self._telling, {}
        for field in told.version.form.fields:
            if field.is_file and field.required:
                slot = Slot(
                    dossier_id=told.dossier_id,
                    field=field.name,
                    department=self._item.department_id,
                    accept=field.accept,
                )
                name, content = sheet(field.label, accept=field.accept)
                file = keep_file(actor=told.actor, slot=slot, name=name, content=content)
                kept[field.name] = str(file.pk)
        if kept:
            hand_over_files(actor=told.actor, dossier_id=told.dossier_id)
        return kept

    def _submitted(self) -> None:
        case, days = self._case, self._telling.days
        due = f"{case.due_on.month} 月 {case.due_on.day} 日前给您结果。" if case.due_on else ""
        self._step("您提交了申请", Part.APPLICANT, days.submitted_at, due)
        self._announce(
            ApplicationSubmitted,
            days.submitted_at,
            item_code=case.item_id,
            applicant_name=case.applicant_name,
            department=case.department.name,
            submitted_at=case.submitted_at,
            due_on=case.due_on,
        )

    def _accepted(self) -> None:
        at = self._telling.days.accepted_at
        if at is not None:
            self._step("已受理", Part.OFFICER, at, "材料收到了，正在审查。")
            self._announce(CaseAccepted, at)

    def _correction(self) -> None:
        case, days = self._case, self._telling.days
        if days.asked_at is None:
            return
        asked_on = days.asked_at.date()
        due_on = add_working_days(asked_on, CORRECTION_WORKING_DAYS)
        files = [field.name for field in self._telling.version.form.fields if field.is_file]
        Correction.objects.create(
            case=case,
            message=CORRECTION,
            fields=files[:1],
            requested_at=days.asked_at,
            due_on=due_on,
            corrected_at=days.corrected_at,
        )
        self._step("请您补正", Part.OFFICER, days.asked_at, CORRECTION)
        self._announce(CorrectionRequested, days.asked_at, message=CORRECTION, due_on=due_on)
        self._stop_the_clock(asked_on, days)

    def _stop_the_clock(self, asked_on: date, days: Days) -> None:
        case, limit = self._case, self._telling.version.promised
        if limit is not None and case.due_on is not None:
            case.days_left, case.due_on = limit.left_between(asked_on, case.due_on), None
            if days.corrected_at is not None:
                case.due_on = limit.resumed(days.corrected_at.date(), case.days_left)
                case.days_left = None
            case.save(update_fields=["days_left", "due_on"])
        if days.corrected_at is not None:
            self._step("您补正了材料", Part.APPLICANT, days.corrected_at, "办理时限接着往下算。")
            self._announce(ApplicationCorrected, days.corrected_at)

    def _decided(self) -> None:
        case, at = self._case, self._telling.days.closed_at
        if at is None:
            return
        if case.status == CaseStatus.WITHDRAWN:
            self._step("您撤回了申请", Part.APPLICANT, at)
            self._announce(CaseWithdrawn, at)
            return
        outcome = Outcome(case.status)
        self._step(TITLES[outcome], Part.OFFICER, at, case.reason)
        self._announce(CaseDecided, at, outcome=outcome.value, reason=case.reason)

    def _rated(self) -> None:
        case, story = self._case, self._telling.story
        if story.grade is None or case.closed_at is None:
            return
        reasons = [self._telling.dice.choice(REASONS)]
        Rating.objects.create(
            case=case,
            grade=story.grade,
            reasons=reasons,
            words=story.words,
            rated_at=case.closed_at,
        )
        announce(
            CaseRated(
                actor_id=case.applicant_id,
                occurred_at=case.closed_at,
                case_reference=case.reference,
                grade=story.grade,
                reasons=tuple(reasons),
            )
        )

    def _step(self, title: str, part: Part, at: datetime, text: str = "") -> None:
        by_officer = part is Part.OFFICER
        CaseStep.objects.create(
            case=self._case,
            title=title,
            text=text,
            part=part,
            department=self._case.department.name if by_officer else "",
            person=self._telling.officer.name if by_officer else "",
            happened_at=at,
        )

    def _announce(self, event: Callable[..., Event], at: datetime, **more: Any) -> None:
        case = self._case
        announce(
            event(
                actor_id=case.applicant_id,
                occurred_at=at,
                case_reference=case.reference,
                item_title=case.item.title,
                applicant_id=case.applicant_id,
                **more,
            )
        )
