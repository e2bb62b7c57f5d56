"""What the user centre remembers of a case, so that 我的 needs nobody else."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models


class Stage(models.TextChoices):
    SUBMITTED = "submitted", "已提交，等待受理"
    NEEDS_CORRECTION = "needs_correction", "等您补材料"
    CORRECTED = "corrected", "您补好了材料"
    ACCEPTED = "accepted", "已受理，正在审核"
    GRANTED = "granted", "办好了"
    REFUSED = "refused", "没有通过"
    WITHDRAWN = "withdrawn", "您已撤回"


#: A case does not move on from these, whatever news comes late.
FINAL = frozenset({Stage.GRANTED, Stage.REFUSED, Stage.WITHDRAWN})


@dataclass(frozen=True, kw_only=True)
class Step:
    """One piece of news about a case, in the order it happened."""

    at: datetime
    stage: Stage
    note: str = ""
    until: date | None = None


class Affair(models.Model):
    case_reference = models.CharField(max_length=40, primary_key=True)
    person_id = models.UUIDField()
    item_title = models.CharField(max_length=200)
    department = models.CharField(max_length=100, blank=True)
    #: Where the case stands: the newest of the steps, or its end.
    stage = models.CharField(max_length=20, choices=Stage.choices)
    note = models.TextField(blank=True)
    #: Promised to be done by; and, while it waits for the person, wanted by.
    due_on = models.DateField(null=True)
    correct_by = models.DateField(null=True)
    submitted_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    #: Event id -> [when, stage, note, until]: what has been told, in whatever order it came.
    told = models.JSONField(default=dict)

    class Meta:
        ordering = ["-changed_at"]
        indexes = [models.Index(fields=["person_id", "-changed_at"], name="affairs_newest")]

    def __str__(self) -> str:
        return self.case_reference

    @property
    def address(self) -> str:
        return f"/services/cases/{self.case_reference}/"

    @property
    def waits_for_person(self) -> bool:
        return self.stage == Stage.NEEDS_CORRECTION

    @property
    def is_done(self) -> bool:
        return self.stage in FINAL

    @property
    def promised_on(self) -> date | None:
        """The promised day; none once a correction has stopped the clock."""
        stages = {stage for _, stage, _, _ in self.told.values()}
        return None if self.is_done or Stage.NEEDS_CORRECTION in stages else self.due_on

    @property
    def steps(self) -> list[Step]:
        """What has happened, oldest first; what ends the case stands last."""
        steps = [
            Step(
                at=datetime.fromisoformat(at),
                stage=Stage(stage),
                note=note,
                until=date.fromisoformat(until) if until else None,
            )
            for at, stage, note, until in self.told.values()
        ]
        order = list(Stage)
        return sorted(steps, key=lambda s: (s.stage in FINAL, s.at, order.index(s.stage)))

    def hear(self, step: Step, *, event_id: str) -> None:
        """Take one piece of news in. Late or repeated news changes nothing it should not."""
        self.told[event_id] = [
            step.at.isoformat(),
            step.stage.value,
            step.note,
            step.until.isoformat() if step.until else "",
        ]
        newest = self.steps[-1]
        self.stage, self.note = newest.stage, newest.note
        self.correct_by, self.changed_at = newest.until, newest.at
